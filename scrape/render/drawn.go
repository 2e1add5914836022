package render

import (
	"errors"

	"github.com/chromedp/chromedp"
)

// Words that a style sheet writes before or after an element stand on the
// screen and in no document. They are written into attributes, where the
// readers find what a drawing says. (The readers take "before" in the name of an
// attribute for a time.)
const drawnScript = `(() => {
	for (const element of document.body ? document.body.querySelectorAll('*') : []) {
		for (const [side, name] of [['before', 'front'], ['after', 'behind']]) {
			const word = /^"(.*\p{L}.*)"$/su.exec(getComputedStyle(element, '::' + side).content);
			if (word) element.setAttribute('data-drawn-' + name, word[1].slice(0, 200));
		}
	}
	return true;
})()`

func (v *visit) writeDrawn() error {
	_, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](drawnScript))
	if errors.As(err, new(*chromedp.ExceptionError)) {
		return nil // a page whose scripts have broken the functions used here is read without
	}
	return err
}
