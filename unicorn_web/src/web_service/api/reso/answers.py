"""Records of the RESO Common Format. Imported for types, and for the OpenAPI document; never to answer a request.

Names, types and lookups are those of the RESO Data Dictionary 2.0, except for those that begin with `Unicorn_`.
"""

from typing import Annotated, Literal, NotRequired, TypedDict

from pydantic import Field

from web_service.api.answers import Amount, Moment, SquareMetres

Choice = Annotated[str, Field(description="a value of this lookup of the RESO Data Dictionary")]


class ResoMedia(TypedDict):
    """An image of a listing."""

    MediaKey: str
    ResourceName: Literal["Property"]
    ResourceRecordKey: Annotated[str, Field(description="the ListingKey")]
    MediaCategory: Literal["Photo"]
    MediaURL: Annotated[str, Field(description="of its largest file, WebP")]
    Order: Annotated[int, Field(description="0 is the first one")]
    ImageWidth: int
    ImageHeight: int
    ImageSizeDescription: Literal["Largest"]
    ShortDescription: NotRequired[Annotated[str, Field(description="its caption")]]
    LongDescription: NotRequired[Annotated[str, Field(description="what can be seen")]]


class ResoProperty(TypedDict):
    """A listing that customers see, or one that has left: that has no more than the first three fields."""

    ListingKey: Annotated[str, Field(description="the property_id")]
    StandardStatus: Annotated[
        Literal["Active", "Withdrawn", "Expired", "Canceled", "Closed"],
        Field(description="Active while customers see the listing; any other value says that it has left"),
    ]
    ModificationTimestamp: Annotated[
        Moment, Field(description="when the feed got the record: no two records have the same, and later ones a later")
    ]
    PropertyType: NotRequired[Choice]
    PropertySubType: NotRequired[Choice]
    UnparsedAddress: NotRequired[str]
    Country: NotRequired[Annotated[str, Field(description="ISO 3166-1, two letters; absent if it is not known")]]
    StateOrProvince: NotRequired[str]
    City: NotRequired[str]
    PostalCode: NotRequired[str]
    StreetName: NotRequired[str]
    StreetNumber: NotRequired[str]
    UnitNumber: NotRequired[str]
    ListPrice: NotRequired[Annotated[float, Field(description="the rent, too; absent if it is on request")]]
    PreviousListPrice: NotRequired[Amount]
    Unicorn_Currency: NotRequired[Annotated[str, Field(description="of the prices: ISO 4217, or SPL; a local field")]]
    LeaseAmountFrequency: NotRequired[Annotated[Choice, Field(description="the time that a rent is the price of")]]
    PublicRemarks: NotRequired[str]
    BedroomsTotal: NotRequired[int]
    BathroomsTotalInteger: NotRequired[int]
    BathroomsFull: NotRequired[int]
    BathroomsOneQuarter: NotRequired[int]
    BathroomsHalf: NotRequired[int]
    BathroomsThreeQuarter: NotRequired[int]
    LivingArea: NotRequired[SquareMetres]
    LivingAreaUnits: NotRequired[Literal["Square Meters"]]
    LotSizeArea: NotRequired[SquareMetres]
    LotSizeUnits: NotRequired[Literal["Square Meters"]]
    YearBuilt: NotRequired[int]
    Latitude: NotRequired[float]
    Longitude: NotRequired[float]
    Heating: NotRequired[list[str]]
    HeatingYN: NotRequired[bool]
    PhotosCount: NotRequired[int]
    StatusChangeTimestamp: NotRequired[Moment]
    OnMarketTimestamp: NotRequired[Moment]
    Media: NotRequired[list[ResoMedia]]


ResoFeed = TypedDict(
    "ResoFeed",
    {
        "@reso.context": Literal["urn:reso:metadata:2.0:resource:property"],
        "value": list[ResoProperty],
        "@odata.nextLink": NotRequired[
            Annotated[str, Field(description="the next page, relative to this one; absent on the last one")]
        ],
    },
)
ResoFeed.__doc__ = "A page of the feed, in the RESO Common Format."
