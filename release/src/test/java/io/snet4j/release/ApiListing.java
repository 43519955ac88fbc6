package io.snet4j.release;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What users of an artifact can compile against, a line each: types, and each member with its type's name before it.
 */
final class ApiListing {
    /** What every object has. */
    private static final Set<String> OF_ALL = Set.of("equals", "hashCode", "toString");

    private ApiListing() {}

    static List<String> of(Collection<Class<?>> types) {
        return types.stream().flatMap(ApiListing::lines).toList();
    }

    private static Stream<String> lines(Class<?> type) {
        List<String> members = new ArrayList<>();
        Stream.of(type.getDeclaredFields())
                .filter(ApiListing::isPart)
                .map(ApiListing::field)
                .forEach(members::add);
        Stream.of(type.getDeclaredConstructors())
                .filter(ApiListing::isPart)
                .map(ApiListing::constructor)
                .forEach(members::add);
        Stream.of(type.getDeclaredMethods())
                .filter(ApiListing::isPart)
                .map(ApiListing::method)
                .forEach(members::add);
        return Stream.concat(
                Stream.of(declaration(type)), members.stream().sorted().map(member -> "    " + member));
    }

    private static String declaration(Class<?> type) {
        String kind = type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        int hidden =
                Modifier.STATIC | (type.isInterface() ? Modifier.ABSTRACT : 0) | (isFinal(type) ? Modifier.FINAL : 0);
        String modifiers = Modifier.toString(type.getModifiers() & Modifier.classModifiers() & ~hidden);
        Type parent = type.getGenericSuperclass();
        boolean plain = parent == null || parent == Object.class || type.isEnum() || type.isRecord();
        return modifiers
                + (type.isSealed() ? " sealed " : " ")
                + kind
                + " "
                + name(type)
                + variables(type.getTypeParameters())
                + (plain ? "" : " extends " + name(parent))
                + (type.getGenericInterfaces().length == 0 ? "" : " implements " + names(type.getGenericInterfaces()));
    }

    /** What is final by its kind. */
    private static boolean isFinal(Class<?> type) {
        return type.isEnum() || type.isRecord();
    }

    private static boolean isPart(Field field) {
        return PublishedTypes.isVisible(field.getModifiers()) && !field.isSynthetic();
    }

    /** Not those that come with an enum. */
    private static boolean isPart(Executable code) {
        boolean ofEnum = code.getDeclaringClass().isEnum()
                && (code.getName().equals("valueOf") || code.getName().equals("values"));
        boolean visible = PublishedTypes.isVisible(code.getModifiers());
        // Nobody outside extends what is final.
        boolean reachable = Modifier.isPublic(code.getModifiers())
                || !Modifier.isFinal(code.getDeclaringClass().getModifiers());
        return visible && reachable && !code.isSynthetic() && !ofEnum && !OF_ALL.contains(code.getName());
    }

    private static String field(Field field) {
        return modifiers(field.getModifiers() & Modifier.fieldModifiers())
                + nullness(field, field.getAnnotatedType())
                + name(field.getGenericType())
                + " "
                + field.getName();
    }

    private static String constructor(Constructor<?> constructor) {
        return modifiers(constructor.getModifiers() & Modifier.constructorModifiers())
                + constructor.getDeclaringClass().getSimpleName()
                + signature(constructor);
    }

    private static String method(Method method) {
        int hidden = Modifier.SYNCHRONIZED
                | Modifier.NATIVE
                | (method.getDeclaringClass().isInterface() ? Modifier.ABSTRACT : 0);
        return modifiers(method.getModifiers() & Modifier.methodModifiers() & ~hidden)
                + (method.isDefault() ? "default " : "")
                + (method.getTypeParameters().length == 0 ? "" : variables(method.getTypeParameters()) + " ")
                + nullness(method, method.getAnnotatedReturnType())
                + name(method.getGenericReturnType())
                + " "
                + method.getName()
                + signature(method);
    }

    private static String signature(Executable code) {
        Type[] types = code.getGenericParameterTypes();
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            // Generic types leave out what the compiler added, at the front.
            int at = code.getParameterCount() - types.length + i;
            String nullness = nullness(code.getParameters()[at], code.getAnnotatedParameterTypes()[at]);
            parameters.add(nullness + name(types[i]));
        }
        String thrown = code.getExceptionTypes().length == 0 ? "" : " throws " + names(code.getExceptionTypes());
        return "(" + String.join(", ", parameters) + ")" + thrown;
    }

    private static String nullness(AnnotatedElement element, AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class) || element.isAnnotationPresent(Nullable.class)
                ? "@Nullable "
                : "";
    }

    private static String modifiers(int modifiers) {
        return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Stream.of(variables)
                        .map(variable -> variable.getBounds()[0] == Object.class
                                ? variable.getName()
                                : variable.getName() + " extends " + names(variable.getBounds()))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String names(Type[] types) {
        return Arrays.stream(types).map(ApiListing::name).collect(Collectors.joining(", "));
    }

    private static String name(Type type) {
        String name = type instanceof Class<?> plain
                ? Objects.requireNonNullElse(plain.getCanonicalName(), plain.getName())
                : type.getTypeName().replace('$', '.');
        return name.replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "");
    }
}
