import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.util.Properties;
import org.marc4j.MarcReader;
import org.marc4j.MarcReaderConfig;
import org.marc4j.MarcReaderFactory;
import org.marc4j.marc.ControlField;
import org.marc4j.marc.DataField;
import org.marc4j.marc.Record;
import org.marc4j.marc.VariableField;

/**
 * Reads files of ISO 2709 or MARCXML with marc4j, which SolrMarc indexes with for VuFind and Blacklight. Prints a line for each
 * record: its leader, then each field after U+001E, as its tag, its indicators and its subfields, each after U+001F. What marc4j had to
 * mend is printed on a line that begins with '!'.
 *
 *     java -cp /usr/share/java/marc4j.jar ReadMarc.java FILE...
 */
public class ReadMarc {
  public static void main(String[] files) throws Exception {
    Properties asSolrMarc = new Properties();
    asSolrMarc.setProperty("marc.permissive", "true");
    asSolrMarc.setProperty("marc.to_utf_8", "true");
    for (String file : files) {
      try (BufferedInputStream bytes = new BufferedInputStream(new FileInputStream(file))) {
        MarcReader reader = MarcReaderFactory.makeReader(new MarcReaderConfig(asSolrMarc), bytes);
        while (reader.hasNext()) print(reader.next());
      }
    }
  }

  private static void print(Record record) {
    StringBuilder line = new StringBuilder(record.getLeader().marshal());
    for (VariableField field : record.getVariableFields()) {
      line.append('\u001e').append(field.getTag());
      if (field instanceof ControlField control) {
        line.append(control.getData());
      } else if (field instanceof DataField data) {
        line.append(data.getIndicator1()).append(data.getIndicator2());
        data.getSubfields().forEach(part -> line.append('\u001f').append(part.getCode()).append(part.getData()));
      }
    }
    System.out.println(line);
    if (record.hasErrors()) record.getErrors().forEach(error -> System.out.println("!" + error));
  }
}
