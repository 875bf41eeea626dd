"""What the countries are called that VINs name, by their ISO 3166 codes."""

from __future__ import annotations

from dealerdesk.domain.messages import Message

COUNTRY_LABELS = {
    "AR": Message("country.AR", "Argentina"),
    "AT": Message("country.AT", "Austria"),
    "AU": Message("country.AU", "Australia"),
    "BE": Message("country.BE", "Belgium"),
    "BR": Message("country.BR", "Brazil"),
    "CA": Message("country.CA", "Canada"),
    "CH": Message("country.CH", "Switzerland"),
    "CN": Message("country.CN", "China"),
    "CZ": Message("country.CZ", "Czechia"),
    "DE": Message("country.DE", "Germany"),
    "ES": Message("country.ES", "Spain"),
    "FR": Message("country.FR", "France"),
    "GB": Message("country.GB", "Great Britain"),
    "HU": Message("country.HU", "Hungary"),
    "ID": Message("country.ID", "Indonesia"),
    "IN": Message("country.IN", "India"),
    "IT": Message("country.IT", "Italy"),
    "JP": Message("country.JP", "Japan"),
    "KR": Message("country.KR", "South Korea"),
    "MX": Message("country.MX", "Mexico"),
    "MY": Message("country.MY", "Malaysia"),
    "NL": Message("country.NL", "the Netherlands"),
    "PL": Message("country.PL", "Poland"),
    "PT": Message("country.PT", "Portugal"),
    "RO": Message("country.RO", "Romania"),
    "RU": Message("country.RU", "Russia"),
    "SE": Message("country.SE", "Sweden"),
    "SK": Message("country.SK", "Slovakia"),
    "TH": Message("country.TH", "Thailand"),
    "TR": Message("country.TR", "Turkey"),
    "TW": Message("country.TW", "Taiwan"),
    "US": Message("country.US", "the United States"),
    "ZA": Message("country.ZA", "South Africa"),
}
"""The countries whose vehicles are met most; others are told by region and code."""
