namespace RepoTickets.CommandLine.Screen.Model;

/// <summary>What a form is for.</summary>
internal enum FormKind
{
    Create,
    Edit,
    Comment,
    Journal,
    Time,
}

/// <summary>A form that is being filled in.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Heading">What stands above it.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record FormPane(FormKind Kind, string Heading, IReadOnlyList<FormField> Fields)
{
    /// <summary>
    /// The ticket that it is about, in the version that was read when the form was opened or last brought up to date; null for a new one.
    /// </summary>
    internal Ticket? Original { get; init; }

    /// <summary>The number of the field that takes the keys.</summary>
    internal int Focus { get; init; }

    /// <summary>Escape was pressed once with changes in the form: the next one drops them.</summary>
    internal bool AsksToDiscard { get; init; }

    /// <summary>Saving was wanted while text of one's own stood beside a field: the very next save drops that.</summary>
    internal bool AsksToDrop { get; init; }

    internal FormField Focused => Fields[Focus];

    internal bool IsChanged => Fields.Any(static part => part.IsChanged || part.Other is not null);

    internal string Value(string name) => Fields.First(field => field.Name == name).Value;

    internal FormPane With(FormField changed) =>
        this with { Fields = [.. Fields.Select(field => field.Name == changed.Name ? changed : field)], AsksToDiscard = false };

    /// <summary>What the form has asked is no longer on the screen, so the next key does not answer it.</summary>
    internal FormPane Unasked() => this with { AsksToDiscard = false, AsksToDrop = false };

    internal FormPane FocusOn(string name) => this with { Focus = Fields.ToList().FindIndex(field => field.Name == name) };
}
