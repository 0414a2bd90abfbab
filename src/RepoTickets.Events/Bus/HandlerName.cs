namespace RepoTickets.Events;

/// <summary>Names for subscriptions whose options give none.</summary>
internal static class HandlerName
{
    internal const int MaximumLength = 128;

    /// <summary>Such as <c>AuditLog.OnClosed</c>, or <c>Program.Main.lambda</c> for a lambda inside of it.</summary>
    internal static string Of(Delegate handler)
    {
        var method = handler.Method.Name;
        var owner = handler.Method.DeclaringType;
        if (method.StartsWith('<'))
        {
            // The compiler calls a lambda <Outer>b__0 and puts it in a class of its own inside the one that the reader knows.
            var end = method.IndexOf('>', StringComparison.Ordinal);
            var isLocal = method.Contains("g__", StringComparison.Ordinal);
            var local = isLocal ? method[(method.IndexOf("g__", StringComparison.Ordinal) + 3)..].Split('|')[0] : "lambda";
            method = end > 1 ? $"{method[1..end]}.{local}" : local;
            while (owner is { DeclaringType: { } outer } && owner.Name.StartsWith('<'))
            {
                owner = outer;
            }
        }

        return Shorten(owner is null ? method : $"{owner.Name}.{method}");
    }

    /// <summary>The name, or the name with the first number that nobody has.</summary>
    internal static string MakeUnique(string name, Func<string, bool> isTaken)
    {
        if (!isTaken(name))
        {
            return name;
        }

        for (var number = 2; ; number++)
        {
            var suffix = $"#{number}";
            var candidate = name.Length + suffix.Length > MaximumLength ? name[..(MaximumLength - suffix.Length)] + suffix : name + suffix;
            if (!isTaken(candidate))
            {
                return candidate;
            }
        }
    }

    private static string Shorten(string name) => name.Length <= MaximumLength ? name : name[..MaximumLength];
}
