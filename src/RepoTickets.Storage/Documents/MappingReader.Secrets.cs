using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Documents;

internal sealed partial class MappingReader
{
    /// <summary>The name in a reference such as <c>secret:NAME</c>; null for anything else, which is looked at no further.</summary>
    internal string? SecretName(string key)
    {
        var text = (Find(key) as ScalarNode)?.Text;
        return text is not null
            && text.StartsWith(RepoTickets.SecretName.Prefix, StringComparison.Ordinal)
            && text[RepoTickets.SecretName.Prefix.Length..] is var name
            && RepoTickets.SecretName.IsWellFormed(name)
            ? name
            : null;
    }

    /// <summary>There is a value that is no reference. It is never put into a message.</summary>
    internal bool HasClearKey(string key) => Has(key) && SecretName(key) is null && Find(key) is not ScalarNode { Text.Length: 0 };
}
