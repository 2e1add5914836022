package fetch

import (
	"net"
	"net/netip"
	"strings"
)

// privateNets are the ranges, besides those that netip knows by name, that do
// not lead to a public site (IANA special-purpose address registries).
var privateNets = [...]netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network
	netip.MustParsePrefix("100.64.0.0/10"),   // shared by carriers
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"), // documentation
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved, and the broadcast address
	netip.MustParsePrefix("64:ff9b:1::/48"),  // local translation
	netip.MustParsePrefix("100::/64"),        // discard
	netip.MustParsePrefix("2001::/32"),       // Teredo: carries an IPv4 address
	netip.MustParsePrefix("2001:db8::/32"),   // documentation
	netip.MustParsePrefix("fec0::/10"),       // site-local
}

var (
	nat64     = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour = netip.MustParsePrefix("2002::/16")
)

// isPrivate says whether an address is not one of the public internet. IPv4
// addresses inside IPv6 ones count as what they are.
func isPrivate(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		b := a.As16()
		switch {
		case nat64.Contains(a):
			return isPrivate(netip.AddrFrom4([4]byte(b[12:16])))
		case sixToFour.Contains(a):
			return isPrivate(netip.AddrFrom4([4]byte(b[2:6])))
		}
	}
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return true
	}
	for _, p := range privateNets {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// privateLiteral says whether a host name is itself a private address, or a
// name that always means this machine.
func privateLiteral(host string) bool {
	if isLocalName(host) {
		return true
	}
	a, err := netip.ParseAddr(host)
	if err == nil {
		return isPrivate(a)
	}
	// Numbers in forms that some resolvers take for addresses ("127.1",
	// "0x7f000001", "2130706433") are no host of a public site either.
	last := host[strings.LastIndexByte(strings.TrimSuffix(host, "."), '.')+1:]
	return last != "" && last[0] >= '0' && last[0] <= '9'
}

func isLocalName(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// isLoopback says whether the host is this machine by its name alone, without
// asking a name server.
func isLoopback(host string) bool {
	a, err := netip.ParseAddr(host)
	return isLocalName(host) || err == nil && a.Unmap().IsLoopback()
}

// mayConnect decides on the address actually connected to: public ones, and
// a private one only where the configured site is named by that very address
// (or as localhost). A name that a name server leads to a private address is
// refused.
func mayConnect(siteHost, addrPort string) bool {
	host, _, err := net.SplitHostPort(addrPort)
	if err != nil {
		return false
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	if !isPrivate(a) {
		return true
	}
	if isLocalName(siteHost) {
		return a.Unmap().IsLoopback()
	}
	own, err := netip.ParseAddr(siteHost)
	return err == nil && own.Unmap() == a.Unmap()
}
