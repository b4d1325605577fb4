import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.util.Version;

/**
 * Lucene with CJKAnalyzer; worker.py describes the protocol.
 *
 * <pre>
 *   build DOCUMENTS FOLDER stored|bare
 *   serve FOLDER QUERIES
 *   tokens                 (then lines "pass FILE", as tokenizers.py takes them)
 *   version
 * </pre>
 */
public class LucenePeer {
  static final ObjectMapper JSON = new ObjectMapper();

  /**
   * All threads' time, in nanoseconds; Java's own call counts in hundredths of a second, and the
   * system's count of a thread that runs is as old as its last tick.
   */
  static long processorTime() throws Exception {
    String own = Path.of("/proc/thread-self").toRealPath().getFileName().toString();
    long sum = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (String thread : new File("/proc/self/task").list()) {
      Path file = Path.of("/proc/self/task", thread, "schedstat");
      if (!thread.equals(own) && Files.exists(file)) {
        sum += Long.parseLong(Files.readString(file).split(" ")[0]);
      }
    }
    return sum;
  }

  static void answer(Object value) throws Exception {
    System.out.println(JSON.writeValueAsString(value));
    System.out.flush();
  }

  static void build(String documents, String folder, boolean stored) throws Exception {
    // The compiler is warm where an index is built in a server that runs.
    index(documents, new ByteBuffersDirectory(), stored, 5000);
    long start = System.nanoTime(), cpu = processorTime();
    try (FSDirectory directory = FSDirectory.open(Path.of(folder))) {
      index(documents, directory, stored, Integer.MAX_VALUE);
    }
    answer(Map.of("wall_s", (System.nanoTime() - start) / 1e9, "cpu_s",
        (processorTime() - cpu) / 1e9, "split_s", 0, "peak_bytes", peakBytes()));
  }

  static void index(String documents, Directory directory, boolean stored, int limit)
      throws Exception {
    IndexWriterConfig config = new IndexWriterConfig(new CJKAnalyzer());
    config.setRAMBufferSizeMB(256);
    try (IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader lines = Files.newBufferedReader(Path.of(documents))) {
      for (String line; limit-- > 0 && (line = lines.readLine()) != null; ) {
        JsonNode read = JSON.readTree(line);
        String title = read.path("title").asText(""), body = read.get("text").asText();
        String text = title.isEmpty() ? body : title + "\n" + body;
        Document document = new Document();
        document.add(new BinaryDocValuesField("id", new BytesRef(read.get("id").asText())));
        if (stored) document.add(new StoredField("text", text));
        document.add(new TextField("body", text, Field.Store.NO));
        writer.addDocument(document);
      }
      writer.commit();
    }
  }

  static long peakBytes() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
    }
    return 0;
  }

  static class Server {
    final DirectoryReader reader;
    final IndexSearcher searcher;
    final QueryBuilder builder = new QueryBuilder(new CJKAnalyzer());
    final Map<String, List<String[]>> kinds = new HashMap<>();
    final Set<String> warmed = new HashSet<>();

    Server(String folder, String queries) throws Exception {
      reader = DirectoryReader.open(FSDirectory.open(Path.of(folder)));
      searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      searcher.setSimilarity(new BM25Similarity());
      for (String line : Files.readAllLines(Path.of(queries))) {
        String[] fields = line.split("\t", 4);
        kinds.computeIfAbsent(fields[0], kind -> new ArrayList<>()).add(fields);
      }
    }

    Query query(String text, String mode) {
      if (mode.equals("any")) {
        Query any = builder.createBooleanQuery("body", text, BooleanClause.Occur.SHOULD);
        return any == null ? new MatchNoDocsQuery() : any;
      }
      BooleanQuery.Builder all = new BooleanQuery.Builder();
      for (String part : text.trim().split("\\s+")) {
        Query phrase = builder.createPhraseQuery("body", part);
        all.add(phrase == null ? new MatchNoDocsQuery() : phrase, BooleanClause.Occur.MUST);
      }
      return all.build();
    }

    ScoreDoc[] search(String[] query, int limit) throws Exception {
      return searcher.search(query(query[3], query[1]), limit).scoreDocs;
    }

    String name(int document) throws Exception {
      LeafReaderContext leaf =
          reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
      BinaryDocValues ids = leaf.reader().getBinaryDocValues("id");
      ids.advanceExact(document - leaf.docBase);
      return ids.binaryValue().utf8ToString();
    }

    /** The first call for a kind repeats it for a second, so that the compiler is done. */
    Object time(String kind) throws Exception {
      long until = System.nanoTime() + (warmed.add(kind) ? 1_000_000_000L : 0);
      Object answer;
      do answer = timeOnce(kind);
      while (System.nanoTime() < until);
      return answer;
    }

    Object timeOnce(String kind) throws Exception {
      List<Long> walls = new ArrayList<>();
      List<Long> searches = new ArrayList<>();
      List<Integer> found = new ArrayList<>();
      long start = processorTime();
      for (String[] query : kinds.get(kind)) {
        long began = System.nanoTime();
        ScoreDoc[] hits = search(query, 10);
        searches.add(System.nanoTime() - began);
        List<String> names = new ArrayList<>();
        for (ScoreDoc hit : hits) names.add(name(hit.doc));
        walls.add(System.nanoTime() - began);
        found.add(names.size());
      }
      return Map.of("ns", walls, "search_ns", searches, "found", found, "cpu_ns",
          processorTime() - start);
    }

    Object hits(String kind, int limit, String file) throws Exception {
      try (BufferedWriter run = Files.newBufferedWriter(Path.of(file))) {
        for (String[] query : kinds.get(kind)) {
          int rank = 0;
          for (ScoreDoc hit : search(query, limit)) {
            run.write(query[2] + "\tQ0\t" + name(hit.doc) + "\t" + ++rank + "\t" + hit.score
                + "\tlucene\n");
          }
        }
      }
      return Map.of();
    }
  }

  static final Set<String> passed = new HashSet<>();

  /** The first pass over a file repeats it for a second, so that the compiler is done. */
  static Object pass(String file) throws Exception {
    long until = System.nanoTime() + (passed.add(file) ? 1_000_000_000L : 0);
    Object answer;
    do answer = passOnce(file);
    while (System.nanoTime() < until);
    return answer;
  }

  static Object passOnce(String file) throws Exception {
    String[] texts = Files.readString(Path.of(file)).split("\u001e");
    long tokens = 0, cpu = processorTime(), start = System.nanoTime();
    try (Analyzer analyzer = new CJKAnalyzer()) {
      for (String text : texts) {
        try (TokenStream stream = analyzer.tokenStream("body", text)) {
          stream.addAttribute(CharTermAttribute.class);
          stream.reset();
          while (stream.incrementToken()) tokens++;
          stream.end();
        }
      }
    }
    return Map.of("ns", System.nanoTime() - start, "cpu_ns", processorTime() - cpu, "tokens", tokens);
  }

  public static void main(String[] a) throws Exception {
    switch (a[0]) {
      case "version":
        answer(Map.of("version", "Lucene " + Version.LATEST + ", Java " + Runtime.version().feature(),
            "note", "CJKAnalyzer; one indexing thread, serial collector; builds after a warm-up on 5,000 documents"));
        return;
      case "build":
        build(a[1], a[2], a[3].equals("stored"));
        return;
      default:
    }
    Server server = a[0].equals("serve") ? new Server(a[1], a[2]) : null;
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = commands.readLine()) != null; ) {
      String[] words = line.split("\t");
      switch (words[0]) {
        case "time": answer(server.time(words[1])); break;
        case "hits": answer(server.hits(words[1], Integer.parseInt(words[2]), words[3])); break;
        case "pass": answer(pass(words[1])); break;
        default: throw new IllegalArgumentException(line);
      }
    }
  }
}
