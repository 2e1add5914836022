// Package lock lets one run at a time use a state folder.
//
// In: a folder. Out: a lock that the operating system frees when its process
// ends, however it ends, or the name of who holds it. It must never know what
// is done under the lock.
package lock
