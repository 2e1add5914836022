package page
import ("testing";"strings";"time";"ogptracker/scrape/record")
func TestZZ(t *testing.T){
 r:=documentReader()
 for name,body:=range map[string]string{
  "upper": strings.Repeat("Abc Def ",20000), "labels": strings.Repeat("Completed Substantial ",20000), "of": strings.Repeat("one of two ",20000), "dots": strings.Repeat("Clear Relevance ... ",20000),
  "blocks": strings.Repeat("<p>Completed 3</p>",20000), "tables": strings.Repeat("<table><tr><td>Completed</td><td>3</td></tr></table>",10000), "plain": strings.Repeat("<p>Some text that is a sentence of a report with words.</p>",5000),
  "sent": strings.Repeat("The Plan was one of two plans 2018-2020 with early results. ",5000),
 }{
  for _,title:=range []string{"Georgia Results Report 2018-2019"}{
  for k:=1;k<=2;k++{
  b:="<html><body><main><h1>"+title+"</h1><p>"+body[:len(body)*k/2]+"</p></main></body></html>"
  s:=time.Now(); _,err:=r.Read([]byte(b),"text/html",record.Source{Address:"https://www.opengovpartnership.org/documents/x/"}); t.Log(name,k,len(b),time.Since(s),err)}}
 }
}
