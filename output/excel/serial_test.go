package excel

import (
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// A date is the number that excelize would make of it, and makes no style.
func TestADateIsTheNumberThatExcelCounts(t *testing.T) {
	f := excelize.NewFile()
	for _, at := range []time.Time{
		time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1900, 2, 28, 12, 0, 0, 0, time.UTC), time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2011, 9, 20, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 30, 11, 34, 23, 456e6, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	} {
		if err := f.SetCellValue("Sheet1", "A1", at); err != nil {
			t.Fatal(err)
		}
		want, err := f.GetCellValue("Sheet1", "A1", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := strconv.FormatFloat(serial(at), 'f', -1, 64); got != want {
			t.Errorf("%s is %s, excelize counts %s", at, got, want)
		}
	}
}
