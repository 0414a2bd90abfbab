using System.Text;
using RepoTickets.Storage.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

public sealed class DocumentTextWriteTests
{
    [Fact]
    public void Write_Yaml_HasTheLayoutOfThePythonPackage()
    {
        var value = Map(
            ("id", Words("LOGIN-1")),
            ("title", Words("Fix the parser")),
            ("colon", Words("Fix: it's")),
            ("word", Words("no")),
            ("hash", Words("61e83410")),
            ("points", Literal("5")),
            ("when", Time("2026-11-22T03:53:29.987887")),
            ("none", ScalarValue.Null),
            ("empty", Words("")),
            ("wide", Words("Zoë 🎉")),
            ("escape", Words("a\u0085\0\uFEFF")),
            ("text", Words("one\n\n  two")),
            ("ended", Words("one\ntwo\n")),
            ("lead", Words("  one\ntwo")),
            ("labels", Texts("bug", "ui/ux")),
            ("no_labels", List()),
            ("nothing", Map()),
            ("comments", List(Map(("id", Words("0b6c5912")), ("content", Words("a\nb")), ("list", Texts("x"))), Map(("id", Words("b1"))))),
            ("nested", Map(("inner", Map(("list", List(Texts("a"), List())))))));
        var expected = """
            id: LOGIN-1
            title: Fix the parser
            colon: 'Fix: it''s'
            word: 'no'
            hash: '61e83410'
            points: 5
            when: '2026-11-22T03:53:29.987887'
            none: null
            empty: ''
            wide: 'Zoë 🎉'
            escape: "a\N\0\uFEFF"
            text: |-
              one

                two
            ended: |
              one
              two
            lead: |2-
                one
              two
            labels:
            - bug
            - ui/ux
            no_labels: []
            nothing: {}
            comments:
            - id: '0b6c5912'
              content: |-
                a
                b
              list:
              - x
            - id: b1
            nested:
              inner:
                list:
                - - a
                - []

            """.ReplaceLineEndings("\n");
        Assert.Equal(expected, Encoding.UTF8.GetString(DocumentText.Write(DocumentSyntax.Yaml, value)));
    }

    [Fact]
    public void Write_Json_HasTheLayoutOfThePythonPackage()
    {
        var value = Map(
            ("id", Words("A\"\\\n\u0001é")),
            ("list", List(Literal("1.5"), ScalarValue.Null, Map(("k", Literal("true"))))),
            ("none", List()),
            ("empty", Map()),
            ("when", Time("2026-11-22T03:53:29")));
        var expected = """
            {
              "id": "A\"\\\n\u0001é",
              "list": [
                1.5,
                null,
                {
                  "k": true
                }
              ],
              "none": [],
              "empty": {},
              "when": "2026-11-22T03:53:29"
            }
            """.ReplaceLineEndings("\n");
        Assert.Equal(expected, Encoding.UTF8.GetString(DocumentText.Write(DocumentSyntax.Json, value)));
        Assert.Equal("{}", Encoding.UTF8.GetString(DocumentText.Write(DocumentSyntax.Json, Map())));
        Assert.Equal("{}\n", Encoding.UTF8.GetString(DocumentText.Write(DocumentSyntax.Yaml, Map())));
    }

    [Fact]
    public void Write_AwkwardText_ComesBackFromUsAndFromPlainYamlDotNet()
    {
        foreach (var text in RandomFile.Awkward)
        {
            var value = Map(
                (text, Words(text)), ("list of texts", Texts(text, text)),
                ("items", List(Map(("id", Words(text)), ("another", Words(text))))));
            foreach (var syntax in Enum.GetValues<DocumentSyntax>())
            {
                Assert.True(
                    ValueComparison.Matches(Parse(DocumentText.Write(syntax, value), syntax).Root, value), $"{syntax}: {Escaped(text)}");
            }

            Assert.Equal(6, PlainScalars(DocumentText.Write(DocumentSyntax.Yaml, value)).Count(read => read == text));
        }
    }

    [Fact]
    public void Write_RandomText_ComesBack()
    {
        const string Alphabet = "ab01 \t\n\n\r:#-?,[]{}&*!|>'\"%@`\\/.~=<\0\u001b\u007f\u0085\u00a0\u2028\u2029\ufeff\uffff\ue000éß日";
        var random = new Random(77);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(
                    _ => random.Next(20) == 0 ? "🎉" : Alphabet[random.Next(Alphabet.Length)].ToString()));
            var value = Map(("k", Words(text)), ("l", List(Words(text), Map(("id", Words(text))))), ("z", Words("end")));
            foreach (var syntax in Enum.GetValues<DocumentSyntax>())
            {
                Assert.True(
                    ValueComparison.Matches(Parse(DocumentText.Write(syntax, value), syntax).Root, value),
                    $"Seed 77, {syntax}: {Escaped(text)}");
            }
        }
    }

    [Fact]
    public void Write_HalfOfSurrogatePair_Throws()
    {
        foreach (var text in new[] { "\ud83c", "a\udf89b", "\udf89\ud83c" })
        {
            foreach (var syntax in Enum.GetValues<DocumentSyntax>())
            {
                Assert.Throws<ArgumentException>(() => DocumentText.Write(syntax, Map(("k", Words(text)))));
                Assert.Throws<ArgumentException>(() => DocumentText.Write(syntax, Map((text, Words("v")))));
                Assert.Throws<ArgumentException>(() => DocumentText.Write(syntax, Map(("k", Words("line\n" + text)))));
            }
        }
    }

    [Fact]
    public void Write_WhatCouldNotBeRead_Throws()
    {
        Assert.Throws<ArgumentException>(() => DocumentText.Write(DocumentSyntax.Yaml, Map(("k", Words("1")), ("k", Words("2")))));
        Assert.Throws<ArgumentException>(() => DocumentText.Write(DocumentSyntax.Yaml, Map((new string('k', 2_000), Words("2")))));
        Assert.Throws<ArgumentException>(() => DocumentText.Write(DocumentSyntax.Json, Map(("k", Literal("1, \"x\": 2")))));
        Assert.Throws<ArgumentException>(() => DocumentText.Write(DocumentSyntax.Yaml, Map(("k", Literal("")))));
        DocumentValue deep = List();
        for (var level = 0; level < 32; level++)
        {
            deep = List(deep);
        }

        Assert.Throws<ArgumentException>(() => DocumentText.Write(DocumentSyntax.Json, Map(("k", deep))));
    }

    private static List<string> PlainScalars(byte[] bytes)
    {
        var parser = new Parser(new StringReader(Encoding.UTF8.GetString(bytes)));
        var scalars = new List<string>();
        while (parser.MoveNext())
        {
            if (parser.Current is YamlDotNet.Core.Events.Scalar scalar)
            {
                scalars.Add(scalar.Value);
            }
        }

        return scalars;
    }

    private static string Escaped(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
