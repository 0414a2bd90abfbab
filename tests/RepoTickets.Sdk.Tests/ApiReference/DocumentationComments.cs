using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RepoTickets.Sdk.Tests.ApiReference;

/// <summary>The documentation comments of an assembly, as Markdown.</summary>
internal sealed partial class DocumentationComments(string path)
{
    private readonly Dictionary<string, XElement> _members = XDocument.Load(path).Descendants("member")
        .ToDictionary(static member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    internal XElement? Of(MemberInfo member) => _members.GetValueOrDefault(DocumentationId.Of(member));

    /// <summary>What an element says, on one line; empty when there is none.</summary>
    internal static string Text(XElement? element) =>
        element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(Write)), " ").Trim();

    private static string Write(XNode node) => node switch
    {
        XText text => text.Value.Replace("<", "&lt;", StringComparison.Ordinal),
        XElement { Name.LocalName: "see" or "seealso" } see => $"`{Shorten(see)}`",
        XElement { Name.LocalName: "paramref" or "typeparamref" } parameter => $"`{parameter.Attribute("name")?.Value}`",
        XElement { Name.LocalName: "c" or "code" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "item" } item => $" • {Text(item)}",
        XElement element => $" {Text(element)} ",
        _ => "",
    };

    private static string Shorten(XElement see)
    {
        if (see.Attribute("cref")?.Value is not { } reference)
        {
            return see.Attribute("langword")?.Value ?? see.Attribute("href")?.Value ?? see.Value;
        }

        var name = Arity().Replace(reference[2..].Split('(')[0], "");
        var parts = name.Split('.');
        return reference[0] == 'T' || parts.Length < 2 ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("`+[0-9]+|~.*$")]
    private static partial Regex Arity();
}
