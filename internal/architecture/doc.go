// Package architecture holds the walls of the project by tests: which package
// may import which, and what a pure package may not touch. It has no code.
package architecture
