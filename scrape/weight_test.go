package scrape

import "testing"

// The line is bounded by the bytes that stand in it, and by the answers.
func TestTheRoomOfAnAnswerIsThatOfItsBodies(t *testing.T) {
	for _, c := range []struct{ body, served, want int }{
		{0, 0, lineBytes / lineLength},
		{lineBytes / lineLength, 0, lineBytes / lineLength},
		{1 << 20, 0, 1 << 20},
		{1 << 20, 2 << 20, 3 << 20},
		{lineBytes, 1, lineBytes},
	} {
		it := &item{answer: answer{body: make([]byte, c.body)}}
		if c.served > 0 {
			it.filling = &filling{served: make([]byte, c.served)}
		}
		if got := it.weight(); got != int64(c.want) {
			t.Errorf("a body of %d bytes and one of %d: room of %d, want %d", c.body, c.served, got, c.want)
		}
	}
}
