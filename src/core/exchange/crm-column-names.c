/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the names that other programs give their columns mean. */

#include "core/exchange/crm-column-names.h"

#include "core/base/crm-text-fold.h"
#include "core/exchange/crm-column-heading.h"

#include <string.h>

/* Facts read off the programs' own exports; names parted by bars, the first meaning of a name wins. */
static const struct
{
  const char *meaning;
  const char *names;
} dictionary[] = {
  /* who */
  { "name", "name|display name|record name|客户名称|客户|客户名|客户姓名|顾客姓名|会员姓名|对方名称|title of account|nazwa|название|nom complet|nombre completo|nome" },
  { "person.name", "full name|fullname|contact|contact name|contact person|primary contact|main contact|person|person name|姓名|名字|联系人|联系人姓名|主要联系人|首要联系人|联络人|对接人|氏名|お名前|ansprechpartner|kontakt|kontaktperson|vollständiger name|фио|контактное лицо" },
  { "company", "company|company name|organization|organisation|organization name|organisation name|account|account name|company / account|associated company|related company|accountname|employer|business name|firm|公司|公司名称|公司名|企业|企业名称|单位|单位名称|工作单位|所属公司|所在公司|客户单位|会社名|会社|御社名|firma|firmenname|unternehmen|entreprise|société|empresa|compañía|azienda|компания|организация|firma adı|şirket|spółka|společnost|公司全称" },
  { "company.external_id", "account id|accountid|associated company ids|associated company id|company id|公司编号" },
  { "external_id", "external id|record id|id|contact id|lead id|客户id|客户编号(外部)|uid" },
  { "customer.code", "customer number|编号|customer no|customer no.|customer code|client number|client id|account number|客户编号|客户代码|客户编码|客户号|会员号|会员编号|kundennummer|kundennr|kunden-nr|kdnr" },
  { "name.given", "first name|given name|firstname|givenname|forename|名|vorname|prénom|prenom|nombre|имя|imię|jméno|vardas|adı|όνομα" },
  { "name.middle", "middle name|additional name|middlename|second name|weitere vornamen" },
  { "name.family", "last name|family name|lastname|surname|familyname|姓|姓氏|nachname|familienname|nom de famille|apellido|apellidos|cognome|фамилия|nazwisko|příjmení|pavardė|soyadı|soyad|επώνυμο" },
  { "name.prefix", "name prefix|prefix|salutation|salutation name|salutationname|honorific|称呼|anrede" },
  { "name.suffix", "name suffix|suffix" },
  { "name.nickname", "nickname|nick name|别名|昵称|外号|spitzname" },
  { "customer.alias", "also known as|alias|short name|简称|客户简称|公司简称|企业简称|单位简称" },
  { "customer.type", "company type|customer type|is a company|类型|客户类型|kind" },
  { "customer.tax_id", "tax id|tax number|vat|vat number|vat id|tax id no|taxid|tin|税号|统一社会信用代码|社会信用代码|纳税人识别号|统一编号|ust-id|ust-idnr|ustid|steuernummer|инн|nip|dič" },
  { "role.title", "job title|title|job position|position|organization title|function|role|jobtitle|职务|职位|职称|岗位|役職|berufsbezeichnung|poste|cargo|puesto|должность|stanowisko" },
  { "role.department", "department|organization department|部门|所属部门|部署|abteilung|service|departamento|отдел" },
  { "role.buying_role", "part in buying|buying role|决策角色|采购角色" },

  /* how to reach them */
  { "phone", "phone|phone number|phonenumber|telephone|telephone number|tel|tel.|other phone|primary phone|contact number|contact phone|callback|电话|电话号码|联系电话|联系方式|座机|固定电话|固话|办公电话|tel no|電話番号|telefon|telefonnummer|haupttelefon|weiteres telefon|téléphone|teléfono|telefono|телефон|rückmeldung|话机" },
  { "phone:Mobile", "mobile|mobile phone|mobile number|mobilephone|cell|cell phone|cellphone|手机|手机号|手机号码|移动电话|行动电话|联系手机|电话/手机|手机/电话|携帯電話|携帯|mobiltelefon|handy|mobil|portable|móvil|celular|мобильный телефон|мобильный" },
  { "phone:Work", "business phone|work phone|office phone|telefon geschäftlich|工作电话|单位电话" },
  { "phone:Home", "home phone|homephone|telefon (privat)|telefon privat|住宅电话|家庭电话|家庭座机" },
  { "phone:Fax", "fax|fax number|business fax|other fax|home fax|faxnummer|fax geschäftlich|fax privat|weiteres fax|传真|传真号码|ファックス" },
  { "phone:Car", "car phone|autotelefon" },
  { "phone:Pager", "pager" },
  { "phone:Assistant", "assistant's phone|assistants phone|telefon assistent" },
  { "phone:ISDN", "isdn" },
  { "phone:Radio", "radio phone" },
  { "phone:TTY", "tty/tdd phone|telefon für hörbehinderte" },
  { "company.phone", "company main phone|company phone|company phone number|telefon firma|公司电话|总机|公司座机" },
  { "email", "email|e-mail|e mail|email address|e-mail address|emailaddress|mail|mail address|邮箱|电子邮箱|电子邮件|邮件|邮箱地址|邮件地址|电邮|e-mail-adresse|e-mail adresse|メール|メールアドレス|courriel|correo|correo electrónico|почта|эл. почта|электронная почта" },
  { "email:Work", "work email|business email|企业邮箱|工作邮箱|公司邮箱" },
  { "email:Home", "personal email|home email|private email|个人邮箱|私人邮箱" },
  { "wechat", "wechat|wechat id|weixin|微信|微信号|个人微信" },
  { "wecom", "wecom|企业微信|企微" },
  { "qq", "qq|qq号|qq号码" },
  { "weibo", "weibo|微博" },
  { "web", "website|web|web site|web page|webpage|url|homepage|home page|company domain name|domain|官网|网址|网站|公司网址|公司网站|主页|webseite|internet|site web|sitio web|сайт|strona www" },
  { "address", "address|full address|street address|mailing address full|地址|联系地址|通讯地址|通信地址|住址|公司地址|详细地址|收货地址|单位地址|办公地址|家庭地址|住所|adresse|anschrift|dirección|indirizzo|адрес|adres" },
  { "address.street", "street|street 1|mailing street|mailingstreet|address street|addressstreet|address 1|address line 1|address1|街道|straße|strasse|rue" },
  { "address.extended", "street2|street 2|street 3|address 2|address line 2|address2|address 3" },
  { "address.po_box", "po box|postfach" },
  { "address.city", "city|town|mailing city|mailingcity|address city|addresscity|ort|stadt|ville|ciudad|città|город|miasto|město|miestas|şehir|πόλη" },
  { "address.region", "state|state/province|province|region|county|mailing state|mailingstate|address state|addressstate|mailing state/province|bundesland|kanton" },
  { "address.postal_code", "zip|zip code|postal code|postcode|zip/postal code|mailing postal code|mailingpostalcode|mailing zip/postal code|address postal code|addresspostalcode|邮编|邮政编码|郵便番号|plz|postleitzahl|code postal|código postal|индекс" },
  { "address.country", "country|country/region|mailing country|mailingcountry|address country|addresscountry|land|land/region|pays|país|страна|kraj" },
  { "company.address.street:Billing", "billing street|billing address street|billingaddressstreet" },
  { "company.address.city:Billing", "billing city|billing address city|billingaddresscity" },
  { "company.address.region:Billing", "billing state|billing state/province|billing address state|billingaddressstate" },
  { "company.address.postal_code:Billing", "billing zip/postal code|billing postal code|billing zip|billing address postal code|billingaddresspostalcode" },
  { "company.address.country:Billing", "billing country|billing address country|billingaddresscountry" },
  { "company.address.street:Shipping", "shipping street|shipping address street|shippingaddressstreet" },
  { "company.address.city:Shipping", "shipping city|shipping address city|shippingaddresscity" },
  { "company.address.region:Shipping", "shipping state|shipping state/province|shipping address state|shippingaddressstate" },
  { "company.address.postal_code:Shipping", "shipping zip/postal code|shipping postal code|shipping zip|shipping address postal code|shippingaddresspostalcode" },
  { "company.address.country:Shipping", "shipping country|shipping address country|shippingaddresscountry" },
  { "company.address.street:Work", "business street|straße geschäftlich" },
  { "company.address.extended:Work", "business street 2|business street 3|straße geschäftlich 2|straße geschäftlich 3" },
  { "company.address.po_box:Work", "business address po box|postfach geschäftlich" },
  { "company.address.city:Work", "business city|ort geschäftlich" },
  { "company.address.region:Work", "business state|region geschäftlich|bundesland/kanton geschäftlich" },
  { "company.address.postal_code:Work", "business postal code|postleitzahl geschäftlich" },
  { "company.address.country:Work", "business country/region|business country|land/region geschäftlich" },
  { "address.street:Home", "home street|straße privat" },
  { "address.extended:Home", "home street 2|home street 3|straße privat 2|straße privat 3" },
  { "address.po_box:Home", "home address po box|postfach privat" },
  { "address.city:Home", "home city|ort privat" },
  { "address.region:Home", "home state|bundesland/kanton privat" },
  { "address.postal_code:Home", "home postal code|postleitzahl privat" },
  { "address.country:Home", "home country/region|home country|land/region privat" },
  { "address.street:Other", "other street|weitere straße" },
  { "address.extended:Other", "other street 2|other street 3|weitere straße 2|weitere straße 3" },
  { "address.po_box:Other", "other address po box|weiteres postfach" },
  { "address.city:Other", "other city|weiterer ort" },
  { "address.region:Other", "other state|weiteres/r bundesland/kanton" },
  { "address.postal_code:Other", "other postal code|weitere postleitzahl" },
  { "address.country:Other", "other country/region|other country|weiteres/e land/region" },
  { "customer.city", "城市|所在城市|市|所在市" },
  { "customer.region", "省份|省|所在省|地区|区域|所在地区|省市" },
  { "customer.country", "国家|国别|国家/地区" },
  { "opt_out.phone", "do not call|donotcall|phone opt out|请勿致电" },
  { "opt_out.email", "has opted out of email|hasoptedoutofemail|email opt out|emailoptout|邮件退订" },

  /* how they stand */
  { "customer.owner", "owner|account owner|contact owner|company owner|lead owner|record owner|salesperson|sales rep|sales representative|assigned user|assigned to|assignedusername|assigned user name|负责人|客户负责人|所属人|归属人|跟进人|业务员|销售|销售员|销售代表|销售人员|客户经理|添加人|所有者|担当者|vertriebsmitarbeiter|ответственный" },
  { "customer.level", "level|customer level|客户等级|等级|客户级别|级别|客户分级|会员等级" },
  { "customer.life_cycle", "stage|life cycle|lifecycle stage|lifecycle|customer stage|客户阶段|生命周期|生命周期阶段|客户状态|客户生命周期" },
  { "customer.life_cycle_since", "stage since" },
  { "customer.relationship", "relationship stage|关系阶段|客户关系" },
  { "customer.source", "source|lead source|leadsource|customer source|来源|客户来源|线索来源|获客渠道|渠道来源|original source" },
  { "customer.source_detail", "source detail|来源说明|来源明细" },
  { "customer.referrer", "referred by|referrer|介绍人|推荐人|转介绍人|empfohlen von" },
  { "customer.industry", "industry|sector|business type|行业|所属行业|客户行业|行业类别|branche|secteur|отрасль" },
  { "customer.size", "size|company size|规模|企业规模|公司规模|人员规模|单位规模" },
  { "headcount", "number of employees|employees|no. of employees|员工数|员工人数|人数|mitarbeiter" },
  { "tags", "tags|labels|tag|categories|category|group membership|groups|标签|客户标签|标签组|分组|kategorien|этикетки|теги" },
  { "customer.preferred_channel", "preferred channel|首选联系方式|偏好渠道" },
  { "customer.consent", "consent|marketing consent|同意" },
  { "customer.consent_date", "consent since|consent date|同意日期" },
  { "customer.yearly_spend", "yearly spend|yearly spend in our category|年采购额|年度采购额" },
  { "customer.credit_limit", "credit limit|信用额度|授信额度|信用限额|kreditlimit" },
  { "customer.credit_used", "credit used|已用额度|已用信用" },
  { "customer.credit_terms", "payment terms|payment terms in days|credit terms|账期|账期(天)|付款天数|zahlungsziel" },

  /* what they are */
  { "person.gender", "gender|sex|性别|geschlecht|пол" },
  { "person.birthday", "birthday|birthdate|birth date|date of birth|dob|生日|出生日期|出生年月|出生年月日|geburtstag|geburtsdatum|дата рождения" },
  { "customer.occupation", "occupation|profession|职业|beruf" },
  { "customer.education", "education|学历|文化程度|教育程度" },
  { "customer.income", "income|收入|收入水平" },
  { "customer.needs", "needs|requirements|需求|客户需求|需求描述" },
  { "customer.motives", "motives|购买动机" },
  { "customer.preferences", "preferences|偏好|客户偏好|喜好|爱好|hobby" },
  { "customer.buying_pattern", "buying pattern|购买习惯|采购习惯" },
  { "customer.note", "note|notes|remark|remarks|comment|comments|description|备注|备注信息|说明|描述|客户备注|附注|メモ|備考|notiz|notizen|bemerkung|bemerkungen|notas|примечание|примечания|uwagi" },

  /* pairs and the rest */
  { "interaction.at", "interaction date|contact date|contacted on|activity date|跟进时间|跟进日期|联系时间|联系日期|沟通时间|沟通日期|拜访时间|拜访日期" },
  { "interaction.kind", "interaction kind|interaction type|activity type|contact type|跟进方式|联系类型|沟通方式|跟进类型" },
  { "interaction.text", "interaction text|interaction note|activity notes|activity description|跟进内容|跟进记录|沟通内容|沟通记录|联系内容|拜访内容" },
  { "interaction.minutes", "duration|duration (minutes)|minutes|时长|时长(分钟)" },
  { "interaction.author", "contacted by|跟进人员|沟通人" },
  { "deleted", "isdeleted|is deleted|已删除" },
  { "ignore",
    "problem|问题|e-mail type|e-mail 2 type|e-mail 3 type|e-mail-typ|e-mail 2: typ|e-mail 3: typ|e-mail display name|e-mail 2 display name|e-mail 3 display name|e-mail: angezeigter name|"
    "e-mail 2: angezeigter name|e-mail 3: angezeigter name|sensitivity|priority|private|initials|internet free busy|vertraulichkeit|priorität|privat|initialen|internet frei/gebucht|file as|photo|"
    "phonetic first name|phonetic middle name|phonetic last name|yomi name|given name yomi|additional name yomi|family name yomi|フリガナ|ふりがな|序号|no.|#|revision|"
    "createdate|create date|created date|createddate|created on|created at|createdat|modified at|modifiedat|lastmodifieddate|last modified date|last modified|last activity|last activity date|masterrecordid|ownerid|owner id|"
    "directory server|verzeichnisserver|添加时间|添加人账号|添加人所属部门|激活状态|禁用状态|创建时间|创建人|更新时间|修改时间|最后修改时间|last contact|last contact by|next step|next step for|open deals|satisfaction" },
};

/* "E-mail 1 - Value": what stands before the number and behind the dash. */
static const struct
{
  const char *base;
  const char *item;
  const char *meaning;
} numbered[] = {
  { "email", "value", "email" },
  { "email", "label", "email.label" },
  { "email", "type", "email.label" },
  { "phone", "value", "phone" },
  { "phone", "label", "phone.label" },
  { "phone", "type", "phone.label" },
  { "website", "value", "web" },
  { "website", "label", "web.label" },
  { "website", "type", "web.label" },
  { "address", "formatted", "address" },
  { "address", "label", "address.label" },
  { "address", "type", "address.label" },
  { "address", "street", "address.street" },
  { "address", "city", "address.city" },
  { "address", "pobox", "address.po_box" },
  { "address", "region", "address.region" },
  { "address", "postalcode", "address.postal_code" },
  { "address", "country", "address.country" },
  { "address", "extendedaddress", "address.extended" },
  { "im", "type", "ignore" },
  { "im", "service", "messenger.label" },
  { "im", "label", "messenger.label" },
  { "im", "value", "messenger.value" },
  { "organization", "name", "company" },
  { "organization", "title", "role.title" },
  { "organization", "department", "role.department" },
  { "organization", "type", "ignore" },
  { "organization", "yominame", "ignore" },
  { "event", "label", "event.label" },
  { "event", "type", "event.label" },
  { "event", "value", "event.value" },
  { "relation", "label", "relation.label" },
  { "relation", "type", "relation.label" },
  { "relation", "value", "relation.value" },
  { "customfield", "label", "custom.label" },
  { "customfield", "type", "custom.label" },
  { "customfield", "value", "custom.value" },
};

char *
crm_column_names_fold (const char *name)
{
  g_auto (CrmTextUnits) units;
  GString *folded = g_string_new (NULL);

  crm_text_units_init (&units, name);
  for (gsize i = 0; i < units.n; i++)
    if (units.at[i].class != CRM_TEXT_GAP && units.at[i].class != CRM_TEXT_JOINER)
      g_string_append_unichar (folded, units.at[i].c);
  return g_string_free_and_steal (folded);
}

static GHashTable *
make_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (dictionary); i++)
    {
      g_auto (GStrv) names = g_strsplit (dictionary[i].names, "|", -1);

      for (gsize j = 0; names[j] != NULL; j++)
        {
          char *folded = crm_column_names_fold (names[j]);

          if (*folded == '\0' || g_hash_table_contains (table, folded))
            g_free (folded);
          else
            g_hash_table_insert (table, folded, (gpointer)dictionary[i].meaning);
        }
    }
  return table;
}

static const char *
find_word (const char *folded)
{
  static GHashTable *table;

  if (g_once_init_enter_pointer (&table))
    g_once_init_leave_pointer (&table, make_table ());
  return g_hash_table_lookup (table, folded);
}

static gboolean
take (const char *text, guint number, CrmColumnMeaning *meaning)
{
  gboolean known = crm_column_meaning_parse (text, meaning);

  g_assert (known);
  if (number > 0 && meaning->target != CRM_COLUMN_IGNORE)
    meaning->number = MIN (number, 1000);
  return TRUE;
}

/* Splits the digits off the end; 0 when there are none or nothing else. */
static guint
take_number (char *folded)
{
  gsize end = strlen (folded), digits = end;
  guint number;

  while (digits > 0 && g_ascii_isdigit (folded[digits - 1]))
    digits--;
  if (digits == end || digits == 0 || end - digits > 3)
    return 0;
  number = (guint)g_ascii_strtoull (folded + digits, NULL, 10);
  folded[digits] = '\0';
  return number;
}

static gboolean
find_numbered (const char *name, CrmColumnMeaning *meaning)
{
  const char *dash = strstr (name, " - ");
  g_autofree char *left = NULL, *base = NULL, *item = NULL;
  guint number;

  if (dash == NULL)
    return FALSE;
  left = g_strndup (name, (gsize)(dash - name));
  base = crm_column_names_fold (left);
  item = crm_column_names_fold (dash + 3);
  number = take_number (base);
  if (number == 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (numbered); i++)
    if (strcmp (numbered[i].base, base) == 0 && strcmp (numbered[i].item, item) == 0)
      return take (numbered[i].meaning, number, meaning);
  return FALSE;
}

/* "E-mail 2 Address", "E-Mail 2: Adresse": the number stands within. */
static gboolean
find_with_number_within (const char *folded, CrmColumnMeaning *meaning)
{
  g_autofree char *name = NULL;
  gsize start = strcspn (folded, "0123456789");
  gsize length = strspn (folded + start, "0123456789");
  const char *text;

  if (start == 0 || length == 0 || length > 3 || folded[start + length] == '\0')
    return FALSE;
  name = g_strdup_printf ("%.*s%s", (int)start, folded, folded + start + length);
  text = find_word (name);
  return text != NULL && strcmp (text, "ignore") != 0 && take (text, (guint)g_ascii_strtoull (folded + start, NULL, 10), meaning);
}

gboolean
crm_column_names_find (const char *name, CrmColumnMeaning *meaning)
{
  g_autofree char *folded = NULL;
  const char *text;
  guint number;

  g_return_val_if_fail (name != NULL && meaning != NULL, FALSE);

  if (find_numbered (name, meaning))
    return TRUE;
  folded = crm_column_names_fold (name);
  text = find_word (folded);
  if (text != NULL)
    return take (text, 0, meaning);
  if (crm_column_heading_parse (name, meaning))
    return TRUE;
  if (find_with_number_within (folded, meaning))
    return TRUE;
  number = take_number (folded);
  text = number > 0 ? find_word (folded) : NULL;
  return text != NULL && take (text, number, meaning);
}
