package io.vitrine.contracts.reference;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.vitrine.contracts.reference.SourceFiles.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which keys one service reads: those of its mappings, of its constructors, and of its {@code application.properties}. */
final class KeysOfService {
    private static final Pattern GENERIC = Pattern.compile("(Optional|List|Set)<(.+)>");
    private static final Pattern MAP = Pattern.compile("Map<String,\\s*(\\w+)>");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(images\\.[a-z0-9.-]+):([^}]*)}");

    private final String service;
    private final SourceFiles files;
    private final List<DocumentedKey> keys = new ArrayList<>();

    private KeysOfService(String service, SourceFiles files) {
        this.service = service;
        this.files = files;
    }

    static List<DocumentedKey> of(Path home, String service) {
        Path main = home.resolve(service).resolve("src/main");
        // The second word brings along the types that mappings are made of.
        var keys = new KeysOfService(
                service,
                new SourceFiles(main.resolve("java"), "@ConfigMapping", "@ConfigProperty", "@WithDefault", "enum "));
        keys.files.types().forEach(keys::read);
        keys.properties(SourceFiles.read(main.resolve("resources/application.properties")));
        return keys.keys;
    }

    private void read(Type type) {
        annotation(type.tree().getModifiers(), "ConfigMapping")
                .flatMap(mapping -> argument(mapping, "prefix"))
                .ifPresent(prefix -> mapping(prefix, type));
        for (Tree member : type.tree().getMembers()) {
            if (member instanceof MethodTree method && method.getName().contentEquals("<init>")) {
                method.getParameters().forEach(parameter -> injected(type, method, parameter));
            }
        }
    }

    private void mapping(String prefix, Type type) {
        for (Tree member : type.tree().getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null && isRead(method)) {
                key(prefix, type, method);
            }
        }
    }

    private static boolean isRead(MethodTree method) {
        return method.getParameters().isEmpty() && method.getDefaultValue() == null;
    }

    private void key(String prefix, Type type, MethodTree method) {
        ModifiersTree modifiers = method.getModifiers();
        String name = argument(modifiers, "WithName")
                .orElseGet(() -> kebab(method.getName().toString()));
        String key = annotation(modifiers, "WithParentName").isPresent() ? prefix : prefix + "." + name;
        String returned = method.getReturnType().toString();
        Matcher map = MAP.matcher(returned);
        String of = map.matches() ? map.group(1) : returned;
        Optional<Type> group = files.find(of, type).filter(found -> found.tree().getKind() == Tree.Kind.INTERFACE);
        if (group.isPresent()) {
            mapping(map.matches() ? key + ".*" : key, group.get());
            return;
        }
        add(
                map.matches() ? key + ".*" : key,
                of,
                type,
                argument(modifiers, "WithDefault").orElse(null),
                files.comment(type, method));
    }

    private void injected(Type type, MethodTree constructor, VariableTree parameter) {
        annotation(parameter.getModifiers(), "ConfigProperty")
                .ifPresent(property -> argument(property, "name")
                        .filter(name -> name.startsWith("images."))
                        .ifPresent(name -> add(
                                name,
                                parameter.getType().toString(),
                                type,
                                argument(property, "defaultValue").orElse(null),
                                files.parameterComment(
                                        type, constructor, parameter.getName().toString()))));
    }

    /** Keys that stand in for a key of the platform; the comment above says what they are. */
    private void properties(String text) {
        StringBuilder comment = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                comment.append(line.substring(1));
                continue;
            }
            Matcher placeholder = PLACEHOLDER.matcher(line);
            if (placeholder.find()) {
                keys.add(new DocumentedKey(
                        placeholder.group(1),
                        List.of(service),
                        placeholder.group(2).matches("\\d+") ? "number" : "text",
                        List.of(),
                        placeholder.group(2),
                        comment.toString().strip()));
            }
            comment.setLength(0);
        }
    }

    private void add(String key, String javaType, Type from, @Nullable String byDefault, String meaning) {
        Matcher generic = GENERIC.matcher(javaType);
        String inner = generic.matches() ? generic.group(2) : javaType;
        if (generic.matches() && generic.group(1).equals("Optional")) {
            add(key, inner, from, byDefault, meaning);
            return;
        }
        List<String> values = files.find(inner, from)
                .filter(found -> found.tree().getKind() == Tree.Kind.ENUM)
                .map(found -> constants(found.tree()))
                .orElse(List.of());
        String word = values.isEmpty() ? word(inner) : "one of";
        keys.add(new DocumentedKey(
                key, List.of(service), generic.matches() ? "list: " + word : word, values, byDefault, meaning));
    }

    private static String word(String javaType) {
        return switch (javaType) {
            case "int", "long", "Integer", "Long", "OptionalInt", "OptionalLong" -> "number";
            case "boolean", "Boolean" -> "true or false";
            case "Duration" -> "duration";
            case "MemorySize" -> "size";
            case "StorageSize" -> "size in B, KB, MB, GB or TB";
            case "String" -> "text";
            case "URI" -> "address";
            case "Path" -> "path";
            default -> throw new IllegalStateException("no word for the type " + javaType);
        };
    }

    private static List<String> constants(ClassTree tree) {
        return tree.getMembers().stream()
                .filter(member -> member instanceof VariableTree field
                        && field.getType()
                                .toString()
                                .equals(tree.getSimpleName().toString()))
                .map(member -> ((VariableTree) member)
                        .getName()
                        .toString()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'))
                .toList();
    }

    private static Optional<? extends AnnotationTree> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
                .findFirst();
    }

    private static Optional<String> argument(ModifiersTree modifiers, String annotation) {
        return annotation(modifiers, annotation).flatMap(found -> argument(found, "value"));
    }

    private static Optional<String> argument(AnnotationTree annotation, String name) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (argument instanceof LiteralTree only && name.equals("value")) {
                return Optional.of(String.valueOf(only.getValue()));
            }
            if (argument instanceof AssignmentTree given
                    && given.getVariable().toString().equals(name)
                    && given.getExpression() instanceof LiteralTree literal) {
                return Optional.of(String.valueOf(literal.getValue()));
            }
        }
        return Optional.empty();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
