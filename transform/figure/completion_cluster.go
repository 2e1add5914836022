package figure

import (
	"slices"

	"ogptracker/transform/dataset"
	"ogptracker/transform/vocabulary"
)

// noCluster marks a commitment that shares its assessment with no other.
const noCluster = -1

// clusterNumbers gives every commitment the number of the assessment it
// shares. The IRM assesses some commitments together ("cluster"), so one
// finding may stand behind several commitments. An id in ClusterIDs is either
// another commitment or a name the members of a cluster have in common; it
// only means something within one plan.
func clusterNumbers(commitments []dataset.Commitment) []int {
	sets := disjointSets{}
	for i := range commitments {
		c := &commitments[i]
		for _, id := range c.ClusterIDs {
			if id != "" && !vocabulary.IsAbsence(id) {
				sets.join(clusterKey{c.RatedUnder, c.ID}, clusterKey{c.RatedUnder, id})
			}
		}
	}
	roots := make([]clusterKey, len(commitments))
	size := map[clusterKey]int{}
	for i := range commitments {
		c := &commitments[i]
		key := clusterKey{c.RatedUnder, c.ID}
		if _, in := sets[key]; in && !c.Gone {
			roots[i] = sets.find(key)
			size[roots[i]]++
		}
	}
	numbers := make([]int, len(commitments))
	number := map[clusterKey]int{}
	for i, root := range roots {
		numbers[i] = noCluster
		if size[root] < 2 {
			continue
		}
		if _, ok := number[root]; !ok {
			number[root] = len(number)
		}
		numbers[i] = number[root]
	}
	return numbers
}

// sharedAt keeps, of the clusters, those whose members have one rating at a
// stage. Where ratings differ the IRM assessed each on its own, whatever was
// joined when the plan was reviewed. Numbers of others become noCluster.
func sharedAt(numbers []int, verdicts [][len(completionStages)]verdict, stage int) []int {
	first := map[int]vocabulary.Level{}
	mixed := map[int]bool{}
	for i, number := range numbers {
		rating := verdicts[i][stage].level
		if number == noCluster || rating == vocabulary.LevelNone {
			continue
		}
		if was, ok := first[number]; ok && was != rating {
			mixed[number] = true
		}
		first[number] = rating
	}
	shared := slices.Clone(numbers)
	for i, number := range shared {
		if mixed[number] {
			shared[i] = noCluster
		}
	}
	return shared
}

// clusterKey is a commitment, or the name of a cluster, within one plan.
type clusterKey struct{ plan, id string }

// disjointSets joins keys into groups: each key has another of its group, and
// the leader itself.
type disjointSets map[clusterKey]clusterKey

func (s disjointSets) join(a, b clusterKey) { s[s.find(a)] = s.find(b) }

func (s disjointSets) find(key clusterKey) clusterKey {
	next, ok := s[key]
	if !ok || next == key {
		s[key] = key
		return key
	}
	root := s.find(next)
	s[key] = root
	return root
}
