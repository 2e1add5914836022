// Package calendar writes what is expected of members and of the IRM, and by
// when, as calendars: one for everybody, one for each member.
//
// In: the report's table of due dates. Out: iCalendar files with one all-day
// event for each date. An event's UID is that of the member and the duty, so
// that a date that moves moves in a subscribed calendar. Nothing depends on
// the night: the same dates give the same bytes.
package calendar
