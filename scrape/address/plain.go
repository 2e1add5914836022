package address

import "strings"

// plainPath takes apart the addresses that nearly every link has: an absolute
// path, or one of the site behind the base as it is configured, with nothing
// in it to decode, to resolve or to cut off. It gives what split gives for
// them without taking the whole address apart; ok is false for any other.
func (s *Site) plainPath(raw string) (path string, ok bool) {
	path, below := strings.CutPrefix(raw, s.base)
	if path == "" || path[0] != '/' || len(path) > 1 && path[1] == '/' || !isPlain(path) {
		return "", false
	}
	if below || s.prefix == "" {
		return path, true
	}
	path, ok = strings.CutPrefix(path, s.prefix)
	return path, ok && path != "" && path[0] == '/'
}

// isPlain tells a path that means what it says: each byte stands for itself,
// and no part of it is "." or "..".
func isPlain(path string) bool {
	for i := range len(path) {
		switch c := path[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '/':
		case c == '.' && i > 0 && path[i-1] != '/':
		default:
			return false
		}
	}
	return true
}
