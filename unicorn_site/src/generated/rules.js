// Written by `make site-rules` from both APIs' OpenAPI documents and the domains behind them: do not edit.
export const OFFERS = /** @type {const} */ (["sale", "rent"]);
export const LISTING_STATUSES = /** @type {const} */ (["DRAFT", "PENDING", "APPROVED", "DECLINED", "WITHDRAWN"]);
export const ENQUIRY_STATES = /** @type {const} */ (["NEW", "ANSWERED", "CLOSED"]);
export const LOCATION_SHOWN = /** @type {const} */ (["exact", "rough"]);
export const SORTS = /** @type {const} */ (["place", "price", "-price", "newest"]);
export const CONTENT_TYPES = /** @type {const} */ (["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);
export const CONTRACT_STATUSES = /** @type {const} */ (["DRAFT", "APPROVED", "CLOSED", "CANCELLED", "EXPIRED"]);
export const REASON_CODES = /** @type {const} */ (["CONTRACT_NOT_FOUND", "CONTRACT_ENDED", "CONTRACT_OF_ANOTHER_ADDRESS", "CONTRACT_NOT_APPROVED_IN_TIME", "NO_IMAGES", "IMAGE_UNSAFE", "IMAGE_UNREADABLE", "DESCRIPTION_NEGATIVE", "DESCRIPTION_LANGUAGE_UNKNOWN", "EVALUATION_FAILED", "REVIEW_DECLINED", "REVIEW_NOT_ANSWERED_IN_TIME"]);
export const ADDRESS_FIELDS = /** @type {const} */ (["country", "region", "city", "postcode", "street", "number", "unit"]);
export const ADDRESS_REQUIRED = /** @type {const} */ (["country", "city", "street", "number"]);
export const FACT_NAMES = /** @type {const} */ (["property_type", "bedrooms", "bathrooms", "living_area", "rent_period", "lot_size", "year_built", "heating"]);
export const FACTS = /** @type {const} */ ({
  "property_type": {"kind": "choice", "options": ["house", "townhouse", "apartment", "condominium", "villa", "farm", "land", "commercial", "other"]},
  "bedrooms": {"kind": "whole", "minimum": 0, "maximum": 99},
  "bathrooms": {"kind": "quarters", "minimum": 0, "maximum": 99},
  "living_area": {"kind": "area", "minimum": 0, "maximum": 100000},
  "rent_period": {"kind": "choice", "options": ["week", "month", "year"]},
  "lot_size": {"kind": "area", "minimum": 0, "maximum": 1000000000},
  "year_built": {"kind": "year", "minimum": 1000, "maximum": 2100},
  "heating": {"kind": "choice", "options": ["none", "gas", "oil", "electric", "heat_pump", "district", "wood", "solar", "other"]},
});
export const LIMITS = /** @type {const} */ ({
  "address": {"maxLength": 60},
  "headline": {"maxLength": 120},
  "agent_name": {"maxLength": 80},
  "description": {"maxLength": 5000},
  "seller_name": {"maxLength": 120},
  "alt_text": {"maxLength": 200},
  "filename": {"maxLength": 120},
  "size": {"minimum": 1, "maximum": 15000000},
  "images": {"maxItems": 40},
  "comment": {"maxLength": 2000},
  "in_a_row": {"minimum": 1, "maximum": 16},
  "enquiry_name": {"maxLength": 100},
  "enquiry_email": {"maxLength": 254},
  "enquiry_phone": {"maxLength": 31},
  "enquiry_text": {"maxLength": 2000},
});
export const PHOTO_EDIT = /** @type {const} */ ({
  "side_min": 100,
  "master_side": 2560,
});
export const AGENCY_CURRENCY = /** @type {const} */ ("SPL");
export const DECIMALS = /** @type {const} */ ({
  "0": "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF SPL UGX UYI VND VUV XAF XOF XPF",
  "2": "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG",
  "3": "BHD IQD JOD KWD LYD OMR TND",
  "4": "CLF UYW",
});
