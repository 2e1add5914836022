package transform

// Names of the OGP values, as the report writes them.
const (
	valueInformation    = "Access to Information"
	valueParticipation  = "Civic Participation"
	valueAccountability = "Public Accountability"
	valueTechnology     = "Technology and Innovation"
)
