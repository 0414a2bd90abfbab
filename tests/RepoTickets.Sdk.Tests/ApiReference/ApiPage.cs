using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RepoTickets.Sdk.Tests.ApiReference;

/// <summary>The reference of a package: every public type and member with what its documentation comment says.</summary>
internal sealed partial class ApiPage(Assembly assembly)
{
    // What the compiler makes for records says nothing that a reader does not know.
    private static readonly string[] Omitted =
    [
        "Equals", "GetHashCode", "ToString", "Deconstruct", "PrintMembers", "EqualityContract", "op_Equality", "op_Inequality",
    ];

    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["String"] = "string", ["Int32"] = "int", ["Int64"] = "long", ["Boolean"] = "bool", ["Double"] = "double", ["Byte"] = "byte",
        ["Object"] = "object",
        ["Void"] = "void", ["Char"] = "char", ["UInt32"] = "uint", ["UInt64"] = "ulong", ["Decimal"] = "decimal", ["Single"] = "float",
    };

    private readonly DocumentationComments _comments = new(Path.ChangeExtension(assembly.Location, ".xml"));
    private readonly StringBuilder _text = new();

    /// <summary>Types and members that have no documentation comment of their own.</summary>
    internal List<string> Undocumented { get; } = [];

    internal string Write()
    {
        var name = assembly.GetName().Name!;
        _text.Append(
            CultureInfo.InvariantCulture,
            $"# {name}\n\nWritten from the documentation comments; `docs/api/README.md` says how. Methods that the compiler makes for " +
            $"records are left out.\n");
        foreach (var space in assembly.GetExportedTypes()
            .GroupBy(static type => type.Namespace!)
            .OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            _text.Append(CultureInfo.InvariantCulture, $"\n## {space.Key}\n");
            foreach (var type in space.OrderBy(PublicApiSnapshot.Name, StringComparer.Ordinal))
            {
                Write(type);
            }
        }

        return _text.ToString();
    }

    private void Write(Type type)
    {
        var comment = _comments.Of(type);
        _text.Append(
            CultureInfo.InvariantCulture,
            $"\n### {Escape(PublicApiSnapshot.Name(type))}\n\n*{PublicApiSnapshot.Kind(type)}*: {Describe(type, comment)}\n");
        Append(comment, "remarks", "\n");
        var lines = Members(type).ToList();
        if (lines.Count > 0)
        {
            _text.Append('\n').AppendJoin('\n', lines).Append('\n');
        }
    }

    private IEnumerable<string> Members(Type type)
    {
        // A delegate says it all by its own comment.
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            yield return $"* `{Shorten(PublicApiSnapshot.Describe(type.GetMethod("Invoke")!)!)}`";
            yield break;
        }

        var parameters =
            _comments.Of(type)?.Elements("param").ToDictionary(
                static element => element.Attribute("name")!.Value, StringComparer.Ordinal) ?? [];
        foreach (var (member, signature) in type.GetMembers(PublicApiSnapshot.Declared)
            .Where(static member => member.MemberType != MemberTypes.NestedType && !Array.Exists(Omitted, name => member.Name == name))
            .Where(static member => !member.IsDefined(typeof(CompilerGeneratedAttribute), false) || member is PropertyInfo)
            .Select(static member => (member, Signature: PublicApiSnapshot.Describe(member)))
            .Where(static pair => pair.Signature is not null && pair.member.Name != "value__")
            .OrderBy(static pair => Rank(pair.member))
            .ThenBy(static pair => pair.member is FieldInfo ? "" : pair.member.Name, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Signature, StringComparer.Ordinal))
        {
            yield return Line(type, member, signature!, parameters);
        }
    }

    private string Line(Type type, MemberInfo member, string signature, Dictionary<string, XElement> parameters)
    {
        var shown = type.IsEnum ? $"`{member.Name}`" : $"`{Shorten(signature)}`";
        var comment = _comments.Of(member);

        // A positional record documents its properties as parameters, and its constructor is the record itself.
        var said = member is ConstructorInfo && comment is null
            ? ""
            : parameters.TryGetValue(member.Name, out var parameter) && comment?.Element("summary") is null
            ? DocumentationComments.Text(parameter)
            : Describe(member, comment);
        var exceptions = comment?.Elements("exception").Select(static element =>
            $" Throws `{element.Attribute("cref")!.Value.Split('.')[^1]}`: {DocumentationComments.Text(element)}") ?? [];
        return $"* {shown}{(said.Length > 0 ? ": " + said : "")}{string.Concat(exceptions)}";
    }

    private string Describe(MemberInfo member, XElement? comment)
    {
        var summary = DocumentationComments.Text(comment?.Element("summary"));
        var returns = DocumentationComments.Text(comment?.Element("returns"));
        var inherits = comment?.Element("inheritdoc") is not null;
        if (summary.Length == 0 && returns.Length == 0 && !inherits && !IsInherited(member))
        {
            Undocumented.Add($"{member.DeclaringType?.Name}.{member.Name}");
        }

        return summary + (returns.Length > 0 ? $" Gives: {returns}" : "");
    }

    private void Append(XElement? comment, string name, string before)
    {
        var text = DocumentationComments.Text(comment?.Element(name));
        if (text.Length > 0)
        {
            _text.Append(before).Append(text).Append('\n');
        }
    }

    /// <summary>What implements a contract or overrides is documented there.</summary>
    private static bool IsInherited(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetBaseDefinition() != method || IsOfInterface(method),
        PropertyInfo property => (property.GetMethod ?? property.SetMethod) is { } accessor &&
            (accessor.GetBaseDefinition() != accessor || IsOfInterface(accessor)),
        _ => false,
    };

    private static bool IsOfInterface(MethodInfo method) => !method.DeclaringType!.IsInterface &&
        method.DeclaringType.GetInterfaces().Any(type => method.DeclaringType.GetInterfaceMap(type).TargetMethods.Contains(method));

    private static int Rank(MemberInfo member) => member switch
    {
        ConstructorInfo => 0,
        FieldInfo => 1,
        PropertyInfo => 2,
        EventInfo => 3,
        _ => 4,
    };

    private static string Shorten(string signature) => Word().Replace(
        signature, static word => Keywords.GetValueOrDefault(word.Value, word.Value))
        .Replace(" = default", "", StringComparison.Ordinal);

    private static string Escape(string name) => name.Replace("<", "&lt;", StringComparison.Ordinal);

    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]+\b")]
    private static partial Regex Word();
}
