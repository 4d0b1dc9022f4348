package io.saleslens.indexer.imports;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the rows of a file whose id an earlier row has, in bounded memory: the ids are kept in
 * memory while they are few, then on disk, dealt out to files by a hash. All rows of one id are in
 * one file, which is looked through by itself, or dealt out again if it holds too many.
 */
final class RepeatedIds implements AutoCloseable {
  /** Different ids that are kept in memory at once; together some 15 MB. */
  private static final int MOST_IN_MEMORY = 100_000;

  private static final int PARTS = 1 << 6;
  private static final int DEEPEST = 4;
  private static final int BUFFER = 1 << 12;
  private static final int FIRST = -1;
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedIds.class);

  private final Path base;
  private final int mostInMemory;
  private final long seed = new SecureRandom().nextLong();
  private final BitSet repeated = new BitSet();
  private Set<String> seen = new HashSet<>();
  private Parts parts;

  /**
   * @param base how the names of the files on disk begin
   */
  RepeatedIds(Path base) {
    this(base, MOST_IN_MEMORY);
  }

  RepeatedIds(Path base, int mostInMemory) {
    this.base = base;
    this.mostInMemory = mostInMemory;
  }

  /** Files into which ids are dealt out. */
  private final class Parts implements AutoCloseable {
    private final int depth;
    private final List<Path> files = new ArrayList<>();
    private final List<DataOutputStream> outs = new ArrayList<>();

    private Parts(Path base, int depth) throws IOException {
      this.depth = depth;
      try {
        for (int i = 0; i < PARTS; i++) {
          Path file = base.resolveSibling(base.getFileName() + "." + Integer.toString(i, 36));
          files.add(file);
          outs.add(
              new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER)));
        }
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
    }

    private void add(String id, int row) throws IOException {
      DataOutputStream out = outs.get(part(id));
      out.writeInt(row);
      out.writeUTF(id);
    }

    /** Others for each depth, and none that whoever makes the ids could foresee. */
    private int part(String id) {
      long hash = seed + depth;
      for (int i = 0; i < id.length(); i++) {
        hash = (hash ^ id.charAt(i)) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
      }
      return (int) (hash >>> 58);
    }

    private void find() throws IOException {
      for (DataOutputStream out : outs) {
        out.close();
      }
      for (Path file : files) {
        findIn(file, depth);
        Files.delete(file);
      }
    }

    @Override
    public void close() throws IOException {
      for (DataOutputStream out : outs) {
        try {
          out.close();
        } catch (IOException e) {
          LOG.debug("What could not be written is deleted: {}", e.toString());
        }
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Takes an id, in the order of the rows.
   *
   * @return whether it is known already that an earlier row has it; once there are many that is
   *     known at the end alone
   */
  boolean add(String id, int row) throws IOException {
    if (parts != null) {
      parts.add(id, row);
      return false;
    }
    if (!seen.add(id)) {
      repeated.set(row);
      return true;
    }
    if (seen.size() > mostInMemory) {
      parts = new Parts(base, 0);
      for (String before : seen) {
        parts.add(before, FIRST);
      }
      seen = Set.of();
    }
    return false;
  }

  /** Whether some were only found at the end. */
  boolean isFoundLate() {
    return parts != null;
  }

  /** The rows whose id an earlier row has; to be called once, when all were taken. */
  BitSet rows() throws IOException {
    if (parts != null) {
      parts.find();
    }
    return repeated;
  }

  private void findIn(Path file, int depth) throws IOException {
    try (DataInputStream in = open(file)) {
      Set<String> ids = new HashSet<>();
      while (ids.size() <= mostInMemory || depth == DEEPEST) {
        int row = in.readInt();
        if (!ids.add(in.readUTF()) && row != FIRST) {
          repeated.set(row);
        }
      }
    } catch (EOFException e) {
      // that was all
      return;
    }
    findInParts(file, depth + 1);
  }

  private void findInParts(Path file, int depth) throws IOException {
    try (Parts smaller = new Parts(file, depth);
        DataInputStream in = open(file)) {
      deal(in, smaller);
      smaller.find();
    }
  }

  private static void deal(DataInputStream in, Parts parts) throws IOException {
    try {
      while (true) {
        int row = in.readInt();
        parts.add(in.readUTF(), row);
      }
    } catch (EOFException e) {
      assert in.available() == 0;
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  @Override
  public void close() throws IOException {
    if (parts != null) {
      parts.close();
    }
  }
}
