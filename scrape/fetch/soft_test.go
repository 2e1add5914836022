package fetch

import (
	"strings"
	"testing"
)

func BenchmarkSketch(b *testing.B) {
	body := []byte("<html><head><title>Open data - Site</title></head><body>" + strings.Repeat("<ul><li><a href='/x'>Menu</a></li></ul>", 300) +
		"<h1>Open data</h1>" + strings.Repeat("<p>The ministry publishes the register of interests of its officials.</p>", 1200) + "</body></html>")
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		sketch(body)
	}
}
