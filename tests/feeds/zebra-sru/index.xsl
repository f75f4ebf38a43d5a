<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:m="http://www.loc.gov/MARC21/slim" xmlns:z="http://indexdata.com/zebra-2.0" exclude-result-prefixes="m">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:template match="/m:record|/m:collection/m:record">
    <z:record z:type="update">
      <xsl:attribute name="z:id"><xsl:value-of select="normalize-space(m:controlfield[@tag='001'])"/></xsl:attribute>
      <z:index name="Local-number:0 Local-number:w"><xsl:value-of select="normalize-space(m:controlfield[@tag='001'])"/></z:index>
      <z:index name="Date-of-publication:y Date-of-publication:s"><xsl:value-of select="substring(m:controlfield[@tag='008'],8,4)"/></z:index>
      <z:index name="Date/time-last-modified:0"><xsl:value-of select="m:controlfield[@tag='005']"/></z:index>
      <xsl:for-each select="m:datafield[@tag='020']/m:subfield[@code='a']">
        <z:index name="ISBN:0 ISBN:w"><xsl:value-of select="translate(substring-before(concat(.,' '),' '),'-','')"/></z:index>
      </xsl:for-each>
      <xsl:for-each select="m:datafield[@tag='022']/m:subfield[@code='a']">
        <z:index name="ISSN:0 ISSN:w"><xsl:value-of select="."/></z:index>
      </xsl:for-each>
      <xsl:for-each select="m:datafield[@tag='245']">
        <xsl:variable name="title"><xsl:for-each select="m:subfield[contains('abnp',@code)]"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:for-each></xsl:variable>
        <z:index name="Title:w Title:p Title:s Any:w"><xsl:value-of select="normalize-space($title)"/></z:index>
      </xsl:for-each>
      <xsl:for-each select="m:datafield[@tag='100' or @tag='110' or @tag='700' or @tag='710']">
        <z:index name="Author:w Author:p Any:w"><xsl:value-of select="m:subfield[@code='a']"/></z:index>
      </xsl:for-each>
      <xsl:for-each select="m:datafield[starts-with(@tag,'6')]">
        <z:index name="Subject-heading:w Subject-heading:p Any:w"><xsl:for-each select="m:subfield"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:for-each></z:index>
      </xsl:for-each>
      <xsl:for-each select="m:datafield[@tag='060' or @tag='084']">
        <z:index name="NLM-call-number:w NLM-call-number:p"><xsl:value-of select="m:subfield[@code='a']"/></z:index>
      </xsl:for-each>
    </z:record>
  </xsl:template>
  <xsl:template match="text()"/>
</xsl:stylesheet>
