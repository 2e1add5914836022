package view

// spare are views that are done with. Their lines are most of what reading a
// page allocates, so the next pages use them again.
var spare = make(chan *View, 4)

// maxSpare bounds the lines of a view that is kept.
const maxSpare = 50_000

func spareView() *View {
	select {
	case v := <-spare:
		return v
	default:
		return new(View)
	}
}

// Release gives the view's memory back for another page. Strings taken from it
// stay valid, nothing else does.
func (v *View) Release() {
	if cap(v.Blocks) > maxSpare {
		return
	}
	clear(v.Blocks)
	clear(v.Pieces)
	clear(v.Links)
	select {
	case spare <- &View{Blocks: v.Blocks[:0], Pieces: v.Pieces[:0], Links: v.Links[:0]}:
	default:
	}
}
