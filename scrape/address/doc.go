// Package address knows the addresses of the site: which ones may be asked
// for, what each is expected to be, and which of them are one and the same
// page.
//
// In: an address as a page, a sitemap, a table or a person writes it. Out:
// an Address in canonical form, or a refusal. Only patterns that are listed
// here are ever let through, because the site carries bot traps: a link that
// looks like none of them is not followed. The package must never know what a
// page says, nor ask for one.
//
// The map: address.go the type and its forms, site.go hosts and resolving,
// pattern.go the allow-list, slug.go slugs, codes and member ids, written.go addresses as the
// site writes them, known.go addresses made from what is known.
package address
