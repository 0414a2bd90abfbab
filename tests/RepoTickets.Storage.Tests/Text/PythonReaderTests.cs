using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RepoTickets.Storage.Text;
using Xunit.Abstractions;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>
/// What we write, PyYAML reads as the same: typed (YAML 1.1) for new files, scalar by scalar for edited ones. Where python3 with PyYAML is
/// missing these tests say so and pass.
/// </summary>
public sealed class PythonReaderTests(ITestOutputHelper output)
{
    private const string Script = """
        import json, sys
        try:
            import yaml
        except ImportError:
            print("absent"); sys.exit(0)
        cases = json.load(sys.stdin)
        for number, case in enumerate(cases):
            try:
                read = yaml.load(case["text"], Loader=yaml.SafeLoader if case["typed"] else yaml.BaseLoader)
            except Exception as error:
                print(number, repr(case["text"]), type(error).__name__, error); continue
            if json.dumps(read) != json.dumps(case["tree"]):
                print(number, repr(case["text"]), "read as", json.dumps(read), "not", json.dumps(case["tree"]))
        print("done")
        """;

    [Fact]
    public void Write_AwkwardText_IsReadByPythonAsTheSameText()
    {
        const string Alphabet =
            "ab01 \n\n\t\r:#-?,[]{}&*!|>'\"%@`\\/.~=<\0\u001b\u007f\u0085\u00a0\u2028\u2029\ufeff\uffff\ue000éß日nyoNfYtTe_";
        var random = new Random(99);
        var texts = RandomFile.Awkward.Concat(Enumerable.Range(0, 600).Select(_ =>
            string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Alphabet[random.Next(Alphabet.Length)]))));
        var values = texts.Select(text => Map(
            ("k" + text, Words(text)), ("list", Texts(text, text)), ("items", List(Map(("id", Words(text)), ("n", Literal("1.5"))))),
            ("none", ScalarValue.Null), ("end", Time("2025-01-02T03:04:05"))));
        Run(values.Select(value => (Encoding.UTF8.GetString(DocumentText.Write(DocumentSyntax.Yaml, value)), Typed: true, Tree(value))));
    }

    [Fact]
    public void Edit_HandWrittenFile_IsReadByPythonAsByUs()
    {
        var cases = new List<(string, bool, JsonNode?)>();
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var generator = new RandomFile(random);
            var document = Parse(generator.HandWritten(generator.NextMapping(0, 1)));
            var before = Read(document);
            var edited = Parse(document.Edit(before, new RandomChange(random, generator).Apply(before)));
            cases.Add((edited.Text, false, Tree(edited.Root)));
        }

        Run(cases);
    }

    private static JsonNode? Tree(DocumentValue value) => value switch
    {
        ScalarValue { Meaning: ScalarMeaning.Null } => null,
        ScalarValue { Meaning: ScalarMeaning.Literal } literal => JsonNode.Parse(literal.Text),
        ScalarValue scalar => JsonValue.Create(scalar.Text),
        SequenceValue sequence => new JsonArray([.. sequence.Items.Select(Tree)]),
        MappingValue mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, Tree(entry.Value)))),
        _ => throw new InvalidOperationException(value.ToString()),
    };

    private static JsonNode? Tree(DocumentNode node) => node switch
    {
        ScalarNode scalar => JsonValue.Create(scalar.Text),
        SequenceNode sequence => new JsonArray([.. sequence.Items.Select(Tree)]),
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Tree(entry.Value)))),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    private void Run(IEnumerable<(string Text, bool Typed, JsonNode? Tree)> cases)
    {
        var input = new JsonArray(
            [.. cases.Select(one => new JsonObject { ["text"] = one.Text, ["typed"] = one.Typed, ["tree"] = one.Tree })]);
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        Process python;
        try
        {
            python = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            output.WriteLine($"Not checked, python3 cannot be started: {exception.Message}");
            return;
        }

        using (python)
        {
            python.StandardInput.Write(input.ToJsonString(new JsonSerializerOptions()));
            python.StandardInput.Close();
            var answer = python.StandardOutput.ReadToEnd().Trim();
            python.WaitForExit();
            if (answer == "absent")
            {
                output.WriteLine("Not checked, python3 has no yaml module.");
                return;
            }

            Assert.True(answer == "done", answer);
        }
    }
}
