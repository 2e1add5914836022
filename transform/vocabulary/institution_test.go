package vocabulary

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ogptracker/scrape/record"
)

func TestInstitutionsAreSplitWithoutBreakingNames(t *testing.T) {
	for raw, want := range map[string][]string{
		"Global Affairs Canada; Treasury Board of Canada Secretariat":                 {"Global Affairs Canada", "Treasury Board of Canada Secretariat"},
		"Office of the Deputy President, Ministry of Foreign Affairs":                 {"Office of the Deputy President", "Ministry of Foreign Affairs"},
		"Ministry of Economy, Trade and Industry":                                     {"Ministry of Economy, Trade and Industry"},
		"Department for Digital, Culture, Media and Sport":                            {"Department for Digital, Culture, Media and Sport"},
		"Ministry of Justice (Courts Administration, Prisons Board); Police":          {"Ministry of Justice (Courts Administration, Prisons Board)", "Police"},
		"Ministry of Finance\nMinistry of Justice":                                    {"Ministry of Finance", "Ministry of Justice"},
		"UNDP, UNESCO, World Bank":                                                    {"UNDP", "UNESCO", "World Bank"},
		"ministry of finance | Ministry of Finance":                                   {"ministry of finance"},
		"Ministerio de Finanzas, Secretaría de la Presidencia":                        {"Ministerio de Finanzas", "Secretaría de la Presidencia"},
		"Ministry of Health, NA":                                                      {"Ministry of Health"},
		"Municipality of Rome (Roma Capitale":                                         {"Municipality of Rome (Roma Capitale"},
		"Ministry of Agriculture, Forestry and Food, Ministry of Environment":         {"Ministry of Agriculture, Forestry and Food, Ministry of Environment"},
		"• Ministry of Interior;\n• Ministry of Health;":                              {"Ministry of Interior", "Ministry of Health"},
		"State Agency for Electronic Government\n(SAEG)":                              {"State Agency for Electronic Government (SAEG)"},
		"Ministry of Culture &\nMinistry of Ecology":                                  {"Ministry of Culture & Ministry of Ecology"},
		"Ministry of Education and\r\nScience":                                        {"Ministry of Education and Science"},
		"Office for\npublic procurement":                                              {"Office for public procurement"},
		"National Council for the\n\nPrevention of Corruption":                        {"National Council for the Prevention of Corruption"},
		"The Secretariat of the Cabinet and the Government\nCoordinator for Justice":  {"The Secretariat of the Cabinet and the Government Coordinator for Justice"},
		"Ministry of Economic Development and Trade of Ukraine\nMinistry of Finance":  {"Ministry of Economic Development and Trade of Ukraine", "Ministry of Finance"},
		"Open Estonia Foundation\ne-Governance Academy\niGov":                         {"Open Estonia Foundation", "e-Governance Academy", "iGov"},
		"Department of Planning,\nMonitoring and Evaluation":                          {"Department of Planning, Monitoring and Evaluation"},
		"Ministry of Finance,\nMinistry of Justice":                                   {"Ministry of Finance", "Ministry of Justice"},
		"Praxis,\niGov,\nUNDP,":                                                       {"Praxis", "iGov", "UNDP"},
		"(a)  Secretary General,\n(b)  Head of the Agency\n(c)  1st Deputy, Archives": {"Secretary General", "Head of the Agency", "1st Deputy, Archives"},
		"1. Ministry of Health\n2) Ministry of Education":                             {"Ministry of Health", "Ministry of Education"},
		"\uf06c  Leaders of the House\n\uf0b7 Praxis":                                 {"Leaders of the House", "Praxis"},
		"Office 1741053600, 2014-2016 2018-2020; Help Desk 08012345678":               {"Office 1741053600, 2014-2016 2018-2020", "Help Desk [telephone left out]"},
		"112; ?; Police":        {"112", "Police"},
		"Ministry of Health; —": {"Ministry of Health"},
		"Press Office (Ann, ann@example.org, +372 693 5555), Law 20.730 of 2014-2016": {"Press Office (Ann, [e-mail left out], [telephone left out]), Law 20.730 of 2014-2016"},
		"Ministry of Social Policy, Work and Youths\nTrade Matters":                   {"Ministry of Social Policy, Work and Youths Trade Matters"},
		"Ministry of Social Policy, Labour, Youth\nTrade Matters":                     {"Ministry of Social Policy, Labour, Youth Trade Matters"},
		"Ministry of Social Policy, Labour, Home\nTrade Matters":                      {"Ministry of Social Policy, Labour, Home", "Trade Matters"},
		"UNDP\nFabriders\nCIPE": {"UNDP", "Fabriders", "CIPE"},
		"State Chancellery; Estonian Cooperation Assembly; Open Estonia Foundation;;": {"State Chancellery", "Estonian Cooperation Assembly", "Open Estonia Foundation"},
	} {
		t.Run(raw, func(t *testing.T) {
			got, absence := NewTranslator(BuiltInCrosswalk()).Institutions(record.Say(raw))
			if diff := cmp.Diff(want, got); diff != "" || absence != "" {
				t.Errorf("absence %q, %s", absence, diff)
			}
		})
	}
}

func TestInstitutionsThatAreAbsentSayWhy(t *testing.T) {
	for name, c := range map[string]struct {
		value record.Value
		want  string
	}{
		"NA":               {record.Say("NA"), NotApplicable},
		"N.A.":             {record.Say("N.A."), NotApplicable},
		"a dash":           {record.Say("—"), NotStated},
		"to be confirmed":  {record.Say("TBC"), NotStated},
		"no word":          {record.Say("? "), NotStated},
		"none specified":   {record.Say("None Specified"), NotStated},
		"unclear":          {record.Say("Unclear"), NotStated},
		"no label":         {record.Value{}, NotStated},
		"unreadable label": {record.Value{State: record.Unreadable}, Unreadable},
	} {
		t.Run(name, func(t *testing.T) {
			got, absence := NewTranslator(BuiltInCrosswalk()).Institutions(c.value)
			if len(got) != 0 || absence != c.want {
				t.Errorf("got %v, %q, want %q", got, absence, c.want)
			}
		})
	}
}

func FuzzInstitutions(f *testing.F) {
	f.Add("Ministry of Finance, Ministry of Justice; (a, b), NA")
	f.Fuzz(func(t *testing.T, s string) {
		names, absence := NewTranslator(BuiltInCrosswalk()).Institutions(record.Say(s))
		if (len(names) == 0) != (absence != "") {
			t.Fatalf("%d names and absence %q", len(names), absence)
		}
		for _, n := range names {
			if strings.TrimSpace(n) != n || n == "" {
				t.Fatalf("name %q", n)
			}
		}
	})
}
