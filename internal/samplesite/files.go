package samplesite

import (
	"fmt"
	"os"
	"path/filepath"
)

// Names of the files that WriteFiles lays out.
const (
	TableName     = "irm-table.csv"
	SavedPagesDir = "saved-pages"
)

// WriteFiles writes what goes with the site on a night into dir: the
// commitments table (TableName) and the folder of saved pages
// (SavedPagesDir).
func WriteFiles(dir string, night int) error {
	if err := SavedPages(filepath.Join(dir, SavedPagesDir)); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, TableName), TableCSV(night), 0o644); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	return nil
}

// SavedPages writes Estonia's page of 2018 into dir as a saved page, with a
// sidecar that names its address and date.
func SavedPages(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("folder of saved pages: %w", err)
	}
	body, err := pageFiles.ReadFile("pages/estonia-2018.html")
	if err != nil {
		return fmt.Errorf("saved page: %w", err)
	}
	sidecar := "address: https://www.opengovpartnership.org/countries/Estonia\ndate: 2018-06-01\n"
	for name, content := range map[string][]byte{"estonia-2018.html": body, "estonia-2018.txt": []byte(sidecar)} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return fmt.Errorf("saved page: %w", err)
		}
	}
	return nil
}
