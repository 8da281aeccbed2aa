"""What other systems call our columns, as data: folded header names, the best first."""

from __future__ import annotations

from leadlight.domain.rows import Kind

_PLACE = {
    "channel": "channel source leadsource marketingchannel sourcechannel trafficsource",
    "landing_page": "landingpage landingpageurl landingurl firstpage firstpageurl entrypage entryurl",
    "source_page": "sourcepage sourcepageurl sourceurl pageurl page currentpage capturepage conversionpage formpage",
    "referrer": "referrer referer referrerurl refererurl httpreferer httpreferrer",
    "utm_source": "utmsource",
    "utm_medium": "utmmedium",
    "utm_campaign": "utmcampaign campaignname campaign",
    "utm_term": "utmterm",
    "utm_content": "utmcontent",
    "country": "country countrycode countryname",
    "region": "region state province stateprovince stateregion",
    "city": "city town",
    "timezone": "timezone timezonename tz",
}
_LEAD = {
    "external_id": "externalid leadid contactid recordid id leadnumber",
    "captured_at": "capturedat submittedat createdat createdon createddate createdate datecreated creationdate "
    "submissiondate submitdate leaddate timestamp datetime date",
    "name": "name fullname leadname contactname customername clientname",
    "first_name": "firstname givenname forename",
    "last_name": "lastname surname familyname",
    "email": "email emailaddress mail mailaddress workemail contactemail emailid",
    "phone": "phone phonenumber telephone telephonenumber tel phoneno contactphone contactphonenumber contactnumber "
    "mobile mobilephone mobilenumber mobileno cellphone cell whatsapp whatsappnumber",
    "company": "company companyname organisation organization organisationname organizationname accountname account",
    "website": "website websiteurl companywebsite homepage",
    **_PLACE,
    "status": "status leadstatus",
    "status_at": "statusat statusdate statuschangedat statuschanged laststatuschange",
    "status_reason": "statusreason lostreason lossreason reasonlost",
    "owner": "owner leadowner recordowner contactowner ownername agent assignedto assignee salesrep salesperson",
    "trigger": "trigger",
    "conversation_external_id": "conversationexternalid conversationid chatid",
}
_CONVERSATION = {
    "external_id": "externalid conversationid chatid sessionid id",
    **_PLACE,
    "visitor": "visitor visitorid userid contactid",
    "language": "language lang locale",
    "started_at": "startedat starttime startdate createdat conversationstartedat",
    "messages": "messages",
    "role": "role senderrole sender speaker author from",
    "text": "text message messagetext content body",
    "sent_at": "sentat messageat timestamp time datetime date",
}
_MOVE = {
    "external_id": "externalid leadid id",
    "email": "email emailaddress",
    "phone": "phone phonenumber",
    "to": "to tostatus newstatus status stage",
    "at": "at movedat changedat changedon timestamp datetime date",
    "reason": "reason lostreason statusreason",
    "actor": "actor movedby changedby by",
}
_TABLES: dict[Kind, dict[str, str]] = {"leads": _LEAD, "conversations": _CONVERSATION, "moves": _MOVE}
SYNONYMS: dict[Kind, dict[str, tuple[str, ...]]] = {
    kind: {target: tuple(words.split()) for target, words in table.items()} for kind, table in _TABLES.items()
}
MESSAGE_SYNONYMS = {
    "role": ("role", "senderrole", "sender", "speaker", "author", "from"),
    "text": ("text", "content", "body", "message"),
    "sent_at": ("sentat", "timestamp", "createdat", "time", "date"),
}
"""The keys of one message inside a JSON conversation."""
