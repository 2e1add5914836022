package vocabulary

// ListSeparator separates the entries of a list inside one value.
const ListSeparator = " | "
