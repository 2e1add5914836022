package transform

// noCluster marks a commitment that shares its assessment with no other.
const noCluster = -1

// clusterNumbers gives every commitment the number of the assessment it
// shares. The IRM assesses some commitments together ("cluster"), so one
// finding may stand behind several commitments. An id in ClusterIDs is either
// another commitment or a name the members of a cluster have in common; it
// only means something within one plan.
func clusterNumbers(commitments []Commitment) []int {
	sets := disjointSets{parent: map[string]string{}}
	size := map[string]int{}
	numbers := make([]int, len(commitments))
	for i := range commitments {
		c := &commitments[i]
		own := c.RatedUnder + "/" + c.ID
		for _, id := range c.ClusterIDs {
			if id != "" && !IsAbsence(id) {
				sets.join(own, c.RatedUnder+"/"+id)
			}
		}
	}
	for i := range commitments {
		if c := &commitments[i]; !c.Gone {
			if root, ok := sets.root(c.RatedUnder + "/" + c.ID); ok {
				size[root]++
			}
		}
	}
	number := map[string]int{}
	for i := range commitments {
		numbers[i] = noCluster
		c := &commitments[i]
		root, ok := sets.root(c.RatedUnder + "/" + c.ID)
		if !ok || size[root] < 2 {
			continue
		}
		if _, ok := number[root]; !ok {
			number[root] = len(number)
		}
		numbers[i] = number[root]
	}
	return numbers
}

// disjointSets joins names into groups.
type disjointSets struct{ parent map[string]string }

func (s disjointSets) join(a, b string) {
	ra, rb := s.find(a), s.find(b)
	// The smaller name leads, so that the order of the input does not matter.
	if ra < rb {
		s.parent[rb] = ra
	} else {
		s.parent[ra] = rb
	}
}

func (s disjointSets) find(name string) string {
	p, ok := s.parent[name]
	if !ok {
		s.parent[name] = name
		return name
	}
	if p == name {
		return name
	}
	root := s.find(p)
	s.parent[name] = root
	return root
}

// root is the leader of a name's group; ok is false for a name in none.
func (s disjointSets) root(name string) (string, bool) {
	if _, ok := s.parent[name]; !ok {
		return "", false
	}
	return s.find(name), true
}
