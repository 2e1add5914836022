package scrape

// LineLength is how many answers may stand behind the asking.
const LineLength = lineLength
