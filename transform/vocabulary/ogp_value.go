package vocabulary

// Names of the OGP values, as the report writes them.
const (
	ValueInformation    = "Access to Information"
	ValueParticipation  = "Civic Participation"
	ValueAccountability = "Public Accountability"
	ValueTechnology     = "Technology and Innovation"
)
