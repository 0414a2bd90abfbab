using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>
/// Values of parameters in files. What stands in quotes is text; of the rest, what looks like null, a truth value or a number is one.
/// </summary>
internal static class YamlValues
{
    /// <summary>The default of a parameter; one of type text is text, whatever it looks like, unless it is null.</summary>
    internal static WorkflowValue Read(YamlNode node, ParameterType type) => node switch
    {
        YamlScalar { IsNull: true } => default,
        YamlScalar scalar when type == ParameterType.Text => WorkflowValue.Of(scalar.Text),
        _ => Read(node),
    };

    private static WorkflowValue Read(YamlNode node) => node switch
    {
        YamlScalar { IsPlain: true } scalar => Infer(scalar.Text),
        YamlScalar scalar => WorkflowValue.Of(scalar.Text),
        YamlSequence sequence => WorkflowValue.Of(sequence.Items.Select(Read).ToValueList()),
        YamlMapping mapping => WorkflowValue.Of(
            mapping.Entries.Select(entry => new WorkflowMember(entry.Key.Text, Read(entry.Value))).ToValueList()),
        _ => default,
    };

    private static WorkflowValue Infer(string text)
    {
        switch (text)
        {
            case "" or "~" or "null":
                return default;
            case "true" or "false":
                return WorkflowValue.Of(text == "true");
        }

        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var mayBeNumber = char.IsAsciiDigit(text[^1]) && (char.IsAsciiDigit(text[0]) || text[0] == '-');
        return mayBeNumber && double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? WorkflowValue.Of(number)
            : WorkflowValue.Of(text);
    }
}
