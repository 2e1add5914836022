-- +goose Up

-- Addresses are kept in their canonical form and asked for as the site writes
-- them; missing where both are the same.
ALTER TABLE fetches ADD COLUMN asked TEXT;
ALTER TABLE fetches ADD COLUMN answered TEXT;
ALTER TABLE known ADD COLUMN written TEXT;
