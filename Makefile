# Few targets, each with its reason. The two commands a user needs are in the
# README and need no make.

.PHONY: build test check bench golden docs release ci

# One static binary; pure Go, so that it can be built for any system from any.
build:
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o ogptracker ./cmd/ogptracker

# What the README says, so that nobody has to remember a flag.
test:
	go test ./...

# What a change needs before it is sent.
check:
	test -z "$$(gofmt -l $$(git ls-files '*.go'))"
	go vet ./...
	go tool staticcheck ./...
	go test ./...

# Speed is held by benchmarks and ratios, never by timed tests.
bench:
	go test -run '^$$' -bench . -benchmem ./...

# Rewrites the expected records of the readers' pages; the diff is the review.
golden:
	go test ./scrape/page ./report ./output/webpage ./cmd/ogptracker -update

# Rewrites what is made from declarations: config.yaml, its schema, the data
# dictionary.
docs:
	go test ./internal/config ./report -update

# Archives for six systems, .deb and .rpm, licences, list of parts, checksums.
release:
	etc/package/build dist

# Everything a change is judged by.
ci:
	.ci/run
