package page

import "github.com/andybalholm/cascadia"

// Parts of a page that all readers look for.
var (
	topHeading = cascadia.MustCompile("h1")
	anyHeading = cascadia.MustCompile("h1, h2, h3, h4, h5, h6")
)
