package schema

// recipes are the ways into the files that analysts ask for. Each is short
// enough to be copied; csv and ogptracker.sqlite stand in the folder latest.
const recipes = "## Recipes\n\n" +
	"One question in each tool: where does each member stand? Run them in the folder `latest`.\n\n" +
	"pandas:\n\n```python\nimport pandas as pd\n\ndef table(name):\n    return pd.read_csv(f\"csv/{name}.csv\", keep_default_na=False, na_values=[\"\"])\n\n" +
	"rates = table(\"completion\").query(\"group_type == 'member' and stage == 'latest' and assessed >= 10\")\n" +
	"rates = rates.merge(table(\"members\"), left_on=\"group\", right_on=\"member_id\", suffixes=(\"\", \"_all\"))\n" +
	"print(rates.sort_values(\"member\")[[\"member\", \"high_completion_rate\", \"in_words\"]])\n```\n\n" +
	"R:\n\n```r\nlibrary(readr)\nlibrary(dplyr)\n\ntable <- function(name) read_csv(paste0(\"csv/\", name, \".csv\"), na = \"\", show_col_types = FALSE)\n\n" +
	"table(\"completion\") |>\n  filter(group_type == \"member\", stage == \"latest\", assessed >= 10) |>\n  arrange(group_label) |>\n" +
	"  select(group_label, high_completion_rate, in_words)\n```\n\n" +
	"DuckDB:\n\n```sql\nSELECT group_label, high_completion_rate, in_words\nFROM read_csv('csv/completion.csv', header = true, nullstr = '', allow_quoted_nulls = false)\n" +
	"WHERE group_type = 'member' AND stage = 'latest' AND assessed >= 10\nORDER BY group_label;\n```\n\n" +
	"SQLite (`sqlite3 ogptracker.sqlite`), whose views answer the common questions (`completion_by_member`, `completion_by_plan`, `completion_by_policy_area`, " +
	"`commitments_counted`, `due_dates_coming`, `latest_changes`, `figures_that_differ`):\n\n```sql\nSELECT member, high_completion_rate, in_words FROM completion_by_member\n" +
	"WHERE stage = 'latest' AND assessed >= 10\nORDER BY member;\n```\n\n" +
	"csvkit:\n\n```sh\ncsvsql --query \"SELECT group_label, high_completion_rate, in_words FROM completion\n" +
	"  WHERE group_type = 'member' AND stage = 'latest' AND assessed >= 10 ORDER BY group_label\" csv/completion.csv\n```\n\n" +
	"Datasette, to look around in a browser: `datasette serve --immutable ogptracker.sqlite`.\n\n" +
	"Power BI (Get data, Blank query, Advanced editor; put the full path):\n\n```\nlet\n    Source = Csv.Document(File.Contents(\"C:\\reports\\latest\\csv\\completion.csv\"), [Delimiter=\",\", Encoding=65001, QuoteStyle=QuoteStyle.Csv]),\n" +
	"    Named = Table.PromoteHeaders(Source, [PromoteAllScalars=true]),\n    Typed = Table.TransformColumnTypes(Named, {{\"assessed\", Int64.Type}, {\"high_completion_rate\", type number}}, \"en-US\"),\n" +
	"    Members = Table.SelectRows(Typed, each [group_type] = \"member\" and [stage] = \"latest\" and [assessed] >= 10),\n" +
	"    Sorted = Table.Sort(Members, {{\"group_label\", Order.Ascending}})\nin\n    Sorted\n```\n"
