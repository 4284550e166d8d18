package io.vitrine.contracts.reference;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The types of one service as they are written, with their comments. Nothing is compiled: the comments are what is wanted. */
final class SourceFiles {
    /** A type and where it stands. */
    record Type(ClassTree tree, TreePath path, String packageName) {}

    private final List<Type> types = new ArrayList<>();
    private final DocTrees comments;

    /** @param words only files in which one of these stands */
    SourceFiles(Path root, String... words) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        JavacTask task = (JavacTask)
                compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(having(root, words)));
        comments = DocTrees.instance(task);
        try {
            task.parse().forEach(this::collect);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Type> types() {
        return types;
    }

    /** The type that a name means there: one inside of the same type, of the same package, or else the only one of that name. */
    Optional<Type> find(String name, Type from) {
        List<Type> named = types.stream()
                .filter(type -> type.tree().getSimpleName().contentEquals(name))
                .toList();
        return first(named, type -> type.path().getParentPath().getLeaf() == from.tree())
                .or(() -> first(named, type -> type.packageName().equals(from.packageName())))
                .or(() -> first(named, type -> named.size() == 1));
    }

    /** What is said about a tree inside of a type, without its tags; empty when nothing is. */
    String comment(Type type, Tree tree) {
        return plain(raw(new TreePath(type.path(), tree)).split("(?m)^\\s*@", 2)[0]);
    }

    /** What a constructor says about one of its parameters. */
    String parameterComment(Type type, Tree constructor, String parameter) {
        for (String tag : raw(new TreePath(type.path(), constructor)).split("(?m)^\\s*@")) {
            if (tag.startsWith("param " + parameter + " ")) {
                return plain(tag.substring(("param " + parameter).length()));
            }
        }
        return "";
    }

    private String raw(TreePath path) {
        @Nullable String comment = comments.getDocComment(path);
        return comment == null ? "" : comment;
    }

    private static String plain(String comment) {
        String text = comment.replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .replaceAll("\\{@link\\s+[\\w.]*#?([^}]*)}", "`$1`")
                .replaceAll("</?p>", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private void collect(CompilationUnitTree unit) {
        String packageName = String.valueOf(unit.getPackageName());
        new TreePathScanner<Void, Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, Void nothing) {
                types.add(new Type(tree, getCurrentPath(), packageName));
                return super.visitClass(tree, nothing);
            }
        }.scan(unit, null);
    }

    private static List<Path> having(Path root, String... words) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> Stream.of(words).anyMatch(read(file)::contains))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Type> first(List<Type> types, Predicate<Type> wanted) {
        return types.stream().filter(wanted).findFirst();
    }
}
