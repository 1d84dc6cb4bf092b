// Runs inside OmegaT's console mode (--script) and writes down what OmegaT itself sees: the
// glossary files it loads, and for each segment of each source file the translation it has and the
// terms of the glossary that it finds there. Console mode has no glossary pane, so the two classes
// behind the pane are asked without one.
import groovy.json.JsonOutput
import org.omegat.core.Core
import org.omegat.gui.glossary.FindGlossaryThread
import org.omegat.gui.glossary.GlossaryManager

class Search extends FindGlossaryThread {
    Search(entry, manager) { super(null, entry, manager) }
    protected void checkEntryChanged() { }  // there is no pane in which another could be shown
    def terms() { search().collect { [it.srcText, it.getLocTerms(true) as List] } }
}

if (eventType.toString() != "COMPILE") return

def properties = Core.project.projectProperties
def manager = new GlossaryManager(null)
manager.priorityGlossary = new File(properties.writeableGlossary)
def glossaries = [:]
new File(properties.glossaryRoot).eachFileRecurse { file ->
    def entries = file.file ? manager.loadGlossaryFile(file) : null
    if (entries != null) {
        manager.glossaries.put(file.path, entries)
        glossaries[file.name] = entries.collect { [it.srcText, it.getLocTerms(false) as List] }
    }
}
def segments = Core.project.allEntries.collect { entry -> [
    file: entry.key.file,
    source: entry.srcText,
    translation: Core.project.getTranslationInfo(entry).translation,
    terms: new Search(entry, manager).terms(),
] }
new File(properties.projectRoot, "seen.json").setText(
    JsonOutput.toJson([glossaries: glossaries, segments: segments]), "UTF-8")
