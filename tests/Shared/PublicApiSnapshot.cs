using System.Reflection;
using System.Runtime.CompilerServices;

namespace RepoTickets.Tests;

/// <summary>
/// The public surface of an assembly as sorted text, compared to a file in the repository: a change to it is a decision that a reviewer
/// sees. Set <c>REPOTICKETS_UPDATE_API=1</c> to rewrite the file.
/// </summary>
internal static class PublicApiSnapshot
{
    internal const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Null when the surface is as in the file, else what differs.</summary>
    internal static string? Compare(Assembly assembly, string fileName, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, fileName);
        var actual = Describe(assembly);
        if (Environment.GetEnvironmentVariable("REPOTICKETS_UPDATE_API") == "1")
        {
            File.WriteAllText(path, actual);
        }

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            return null;
        }

        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        return $"The public surface of {assembly.GetName().Name} differs from {fileName} (REPOTICKETS_UPDATE_API=1 rewrites it):\n"
            + string.Join(
                '\n', before.Except(after)
                    .Select(static line => "- " + line)
                    .Concat(after.Except(before).Select(static line => "+ " + line)));
    }

    internal static string Describe(Assembly assembly)
    {
        var types = assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal);
        return string.Concat(types.Select(static type =>
            $"{Kind(type)} {type.Namespace}.{Name(type)}{Bases(type)}\n"
            + string.Concat(Members(type).OrderBy(static line => line, StringComparer.Ordinal).Select(static line => $"    {line}\n"))));
    }

    internal static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return "";
        }

        var bases = type.GetInterfaces().Select(Name).OrderBy(static name => name, StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            bases.Insert(0, Name(parent));
        }

        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(
                name => $"{Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)} {name}");
        }

        return type.GetMembers(Declared)
            .Where(static member => !member.IsDefined(typeof(CompilerGeneratedAttribute), false) || member is FieldInfo or PropertyInfo)
            .Select(Describe)
            .OfType<string>();
    }

    /// <summary>One member; null when it is not public.</summary>
    internal static string? Describe(MemberInfo member) => member switch
    {
        FieldInfo field when IsVisible(field.Attributes) => $"{Static(field.IsStatic)}field {Name(field.FieldType)} {field.Name}"
            + (field.IsLiteral ? $" = {field.GetRawConstantValue()}" : ""),
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors =>
            $"{Static(property.GetAccessors(true)[0].IsStatic)}{Required(property)}{Name(property.PropertyType)}" +
            $"{Mark(Nullability.Create(property).ReadState, property.PropertyType)} {property.Name} {{ {accessors}}}",
        ConstructorInfo constructor when IsVisible(constructor.Attributes) => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when IsVisible(method.Attributes) => DescribeMethod(method),
        MethodInfo method when IsVisible(method.Attributes) &&
            method.Name.StartsWith("op_", StringComparison.Ordinal) => DescribeMethod(method),
        EventInfo { AddMethod: { } add } found when IsVisible(add.Attributes) => $"event {Name(found.EventHandlerType!)} {found.Name}",
        _ => null,
    };

    private static string DescribeMethod(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        return $"{Static(method.IsStatic)}{Name(method.ReturnType)}" +
            $"{Mark(Nullability.Create(method.ReturnParameter).ReadState, method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Accessors(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsVisible(getter.Attributes) ? "get; " : "";
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        return get + (property.SetMethod is { } setter && IsVisible(setter.Attributes) ? (isInit ? "init; " : "set; ") : "");
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(static parameter =>
    {
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var prefix = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "";
        return prefix + Name(type) + Mark(Nullability.Create(parameter).WriteState, type) + " " + parameter.Name +
            (parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "");
    }));

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Required(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";

    private static string Mark(NullabilityState state, Type type) => state == NullabilityState.Nullable && !type.IsValueType ? "?" : "";

    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family
            or MethodAttributes.FamORAssem;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    internal static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        var name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
