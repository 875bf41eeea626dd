"""World manufacturer identifiers: what the first three characters of a VIN tell (ISO 3780)."""

from __future__ import annotations

from enum import StrEnum

from dealerdesk.domain.messages import Message


class Region(StrEnum):
    """The parts of the world by which first characters are handed out."""

    AFRICA = "africa"
    ASIA = "asia"
    EUROPE = "europe"
    NORTH_AMERICA = "north_america"
    OCEANIA = "oceania"
    SOUTH_AMERICA = "south_america"


REGION_LABELS = {
    Region.AFRICA: Message("region.africa", "Africa"),
    Region.ASIA: Message("region.asia", "Asia"),
    Region.EUROPE: Message("region.europe", "Europe"),
    Region.NORTH_AMERICA: Message("region.north_america", "North America"),
    Region.OCEANIA: Message("region.oceania", "Oceania"),
    Region.SOUTH_AMERICA: Message("region.south_america", "South America"),
}

_ORDER = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890"
"""The order in which second characters are handed out."""

_REGIONS = (
    ("ABC", Region.AFRICA),
    ("HJKLMNPR", Region.ASIA),
    ("STUVWXYZ", Region.EUROPE),
    ("12345", Region.NORTH_AMERICA),
    ("67", Region.OCEANIA),
    ("89", Region.SOUTH_AMERICA),
)

_COUNTRIES = (
    ("AA-AH", "ZA"), ("BF-BK", "KE"), ("CA-CE", "BJ"),
    ("HA-H0", "CN"), ("JA-J0", "JP"), ("KF-KK", "IL"), ("KL-KR", "KR"), ("LA-L0", "CN"),
    ("MA-ME", "IN"), ("MF-MK", "ID"), ("ML-MR", "TH"), ("MS-M0", "MM"),
    ("NA-NE", "IR"), ("NF-NK", "PK"), ("NL-NR", "TR"),
    ("PA-PE", "PH"), ("PF-PK", "SG"), ("PL-PR", "MY"),
    ("RA-RE", "AE"), ("RF-RK", "TW"), ("RL-RR", "VN"), ("RS-R0", "SA"),
    ("SA-SM", "GB"), ("SN-ST", "DE"), ("SU-SZ", "PL"), ("S1-S4", "LV"),
    ("TA-TH", "CH"), ("TJ-TP", "CZ"), ("TR-TV", "HU"), ("TW-T1", "PT"),
    ("UH-UM", "DK"), ("UN-UT", "IE"), ("UU-UZ", "RO"), ("U5-U7", "SK"),
    ("VA-VE", "AT"), ("VF-VR", "FR"), ("VS-VW", "ES"), ("VX-V2", "RS"), ("V3-V5", "HR"), ("V6-V0", "EE"),
    ("WA-W0", "DE"),
    ("XA-XE", "BG"), ("XF-XK", "GR"), ("XL-XR", "NL"), ("XS-XW", "RU"), ("XX-X2", "LU"), ("X3-X0", "RU"),
    ("YA-YE", "BE"), ("YF-YK", "FI"), ("YL-YR", "MT"), ("YS-YW", "SE"), ("YX-Y2", "NO"),
    ("Y3-Y5", "BY"), ("Y6-Y0", "UA"), ("ZA-ZR", "IT"), ("ZX-Z2", "SI"), ("Z3-Z5", "LT"), ("Z6-Z0", "RU"),
    ("1A-10", "US"), ("2A-20", "CA"), ("3A-3W", "MX"), ("4A-40", "US"), ("5A-50", "US"),
    ("6A-6W", "AU"), ("7A-7E", "NZ"), ("7F-70", "US"),
    ("8A-8E", "AR"), ("8F-8K", "CL"), ("8L-8R", "EC"), ("8X-82", "VE"),
    ("9A-9E", "BR"), ("9F-9K", "CO"), ("9L-9R", "PY"), ("9S-9W", "UY"), ("93-99", "BR"),
)  # fmt: skip
"""Ranges of the first two characters, and the ISO 3166 code of the country they belong to."""

_MAKERS = {
    "LSV": "SAIC Volkswagen", "LFV": "FAW-Volkswagen", "LSG": "SAIC-GM", "LSJ": "SAIC Motor (MG, Roewe)",
    "LZW": "SAIC-GM-Wuling", "LBV": "BMW Brilliance", "LE4": "Beijing Benz", "LVS": "Changan Ford",
    "LVR": "Changan Mazda", "LFM": "FAW Toyota", "LVG": "GAC Toyota", "LTV": "FAW Toyota (Tianjin)",
    "LHG": "GAC Honda", "LVH": "Dongfeng Honda", "LGB": "Dongfeng Nissan", "LBE": "Beijing Hyundai",
    "LJD": "Yueda Kia", "LDC": "Dongfeng Peugeot Citroën", "LYV": "Volvo Cars (China)", "L6T": "Geely",
    "LB3": "Geely", "LGX": "BYD", "LC0": "BYD", "LGW": "Great Wall", "LVV": "Chery", "LVT": "Chery",
    "LS5": "Changan", "LS4": "Changan", "LRW": "Tesla (Shanghai)", "LMG": "GAC Trumpchi", "LNB": "BAIC",
    "LJ1": "JAC", "LJ8": "Zotye", "LFP": "FAW Hongqi", "LFB": "FAW", "LSK": "Maxus", "LL6": "GAC Mitsubishi",
    "LWV": "GAC Fiat Chrysler", "LUC": "Honda Automobile (China)", "LW4": "Li Auto", "LW5": "Leapmotor",
    "LMV": "XPeng", "LNA": "GAC Aion", "LGJ": "Dongfeng Fengshen", "LVZ": "Dongfeng Sokon",
    "JHM": "Honda", "JHL": "Honda", "JTD": "Toyota", "JTE": "Toyota", "JTM": "Toyota", "JTN": "Toyota",
    "JTH": "Lexus", "JTJ": "Lexus", "JN1": "Nissan", "JN8": "Nissan", "JMB": "Mitsubishi",
    "JA3": "Mitsubishi", "JA4": "Mitsubishi", "JM1": "Mazda", "JMZ": "Mazda", "JF1": "Subaru",
    "JF2": "Subaru", "JSA": "Suzuki", "JS2": "Suzuki", "KMH": "Hyundai", "KNA": "Kia", "KNM": "Renault Korea",
    "WBA": "BMW", "WBS": "BMW M", "WBY": "BMW i", "WMW": "MINI", "WDB": "Mercedes-Benz",
    "WDD": "Mercedes-Benz", "W1K": "Mercedes-Benz", "W1N": "Mercedes-Benz", "WME": "smart",
    "WVW": "Volkswagen", "WVG": "Volkswagen", "WV1": "Volkswagen Commercial Vehicles",
    "WV2": "Volkswagen Commercial Vehicles", "WAU": "Audi", "WUA": "Audi Sport", "WP0": "Porsche",
    "WP1": "Porsche", "W0L": "Opel", "WF0": "Ford of Europe", "TMB": "Škoda", "TRU": "Audi Hungaria",
    "VSS": "SEAT", "VF1": "Renault", "VF3": "Peugeot", "VF7": "Citroën", "UU1": "Dacia",
    "YV1": "Volvo", "YV4": "Volvo", "ZFA": "Fiat", "ZFF": "Ferrari", "ZAR": "Alfa Romeo", "ZAM": "Maserati",
    "ZHW": "Lamborghini", "SAJ": "Jaguar", "SAL": "Land Rover", "SB1": "Toyota (UK)", "SCC": "Lotus",
    "SCA": "Rolls-Royce", "SCB": "Bentley", "SCF": "Aston Martin", "SHH": "Honda (UK)", "SJN": "Nissan (UK)",
    "1FA": "Ford", "1FM": "Ford", "1FT": "Ford", "1G1": "Chevrolet", "1GC": "Chevrolet", "1GY": "Cadillac",
    "1G6": "Cadillac", "1C4": "Chrysler (Jeep)", "1C6": "Ram", "1HG": "Honda (USA)", "1N4": "Nissan (USA)",
    "1J4": "Jeep", "2T1": "Toyota (Canada)", "2HG": "Honda (Canada)", "3VW": "Volkswagen (Mexico)",
    "4T1": "Toyota (USA)", "4S3": "Subaru (USA)", "5YJ": "Tesla", "7SA": "Tesla", "5TD": "Toyota (USA)",
    "5UX": "BMW (USA)", "4JG": "Mercedes-Benz (USA)", "55S": "Mercedes-Benz (USA)",
    "RFB": "Kuozui", "9BW": "Volkswagen (Brazil)",
}  # fmt: skip
"""Well-known world manufacturer identifiers and the names their makers go by."""


def region_of(vin: str) -> Region | None:
    """The part of the world that the first character names, or None where it names none."""
    first = vin[:1]
    return next((region for letters, region in _REGIONS if first and first in letters), None)


def country_of(vin: str) -> str | None:
    """The ISO 3166 code of the country that the first two characters name, or None."""
    if len(vin) < 2 or vin[1] not in _ORDER:
        return None
    for span, country in _COUNTRIES:
        first, last = span.split("-")
        if vin[0] == first[0] and _ORDER.index(first[1]) <= _ORDER.index(vin[1]) <= _ORDER.index(last[1]):
            return country
    return None


def maker_of(vin: str) -> str | None:
    """The maker that the first three characters name, where it is a well-known one."""
    return _MAKERS.get(vin[:3])
