import java.io.File;
import java.io.PrintStream;

import org.omegat.core.Core;
import org.omegat.core.data.NotLoadedProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryReaderTBX;

/** Prints what OmegaT makes of a TBX glossary: FILE SOURCE TARGET -> source, tab, target. */
public class ReadGlossary {
    public static void main(String[] arguments) throws Exception {
        final ProjectProperties languages = new ProjectProperties(new File("none"));
        languages.setSourceLanguage(arguments[1]);
        languages.setTargetLanguage(arguments[2]);
        Core.setProject(new NotLoadedProject() {
            @Override
            public ProjectProperties getProjectProperties() {
                return languages;
            }
        });
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (GlossaryEntry entry : GlossaryReaderTBX.read(new File(arguments[0]), false)) {
            out.println(entry.getSrcText() + "\t" + entry.getLocText());
        }
    }
}
