// Package plural counts things in words: "1 member", "2 members".
//
// In: a number and a noun. Out: both as a person says them. It must never know
// what is counted.
package plural
