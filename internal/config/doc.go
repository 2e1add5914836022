// Package config reads the program's configuration.
//
// In: a YAML file and the environment. Out: a Config with every key set and
// checked, or one Problem for each mistake, naming line, key, value and what
// was expected. Each key is declared once, in keys.go; defaults, checks, the
// environment's names and the JSON Schema are made from that. It must never
// know what a stage does with a value.
package config
