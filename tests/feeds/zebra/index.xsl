<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:m="http://www.loc.gov/MARC21/slim" xmlns:z="http://indexdata.com/zebra-2.0" exclude-result-prefixes="m">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:template match="/m:record|/m:collection/m:record">
    <z:record z:type="update">
      <xsl:attribute name="z:id"><xsl:value-of select="normalize-space(m:controlfield[@tag='001'])"/></xsl:attribute>
      <z:index name="Local-number:0 Local-number:w"><xsl:value-of select="normalize-space(m:controlfield[@tag='001'])"/></z:index>
      <xsl:for-each select="m:datafield[@tag='245']">
        <z:index name="Title:w Title:p Title:s Any:w"><xsl:for-each select="m:subfield[contains('abnp',@code)]"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:for-each></z:index>
      </xsl:for-each>
      <xsl:for-each select="m:datafield[@tag='852']">
        <z:index name="Any:w"><xsl:for-each select="m:subfield"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:for-each></z:index>
      </xsl:for-each>
    </z:record>
  </xsl:template>
  <xsl:template match="text()"/>
</xsl:stylesheet>
